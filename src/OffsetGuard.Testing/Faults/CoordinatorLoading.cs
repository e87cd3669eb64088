using OffsetGuard.Testing.Hosting;

namespace OffsetGuard.Testing.Faults;

/// <summary>A coordinator that reads its log, until it is told to have read it.</summary>
public sealed class CoordinatorLoading : IDisposable
{
    private readonly IClientHost _host;
    private bool _isOver;

    internal CoordinatorLoading(IClientHost host, string groupId)
    {
        (_host, GroupId) = (host, groupId);
        host.Change(_ => host.Cluster.Kafka.Loading.Begin(groupId));
    }

    /// <summary>The group whose coordinator it is.</summary>
    public string GroupId { get; }

    /// <summary>The log is read: committed offsets and members are back as they were written.</summary>
    public void End()
    {
        if (_isOver)
            return;
        _isOver = true;
        _host.Change(now => _host.Cluster.Kafka.Loading.End(GroupId, now));
    }

    /// <summary>The same as <see cref="End"/>.</summary>
    public void Dispose() => End();
}
