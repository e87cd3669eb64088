using System.Diagnostics;
using OffsetGuard.Broker.Groups;

namespace OffsetGuard.Testing.Inspection;

/// <summary>A consumer group as it is at this moment.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class FakeGroup
{
    private readonly ClassicGroup _group;

    internal FakeGroup(ClassicGroup group) => _group = group;

    /// <summary>The group.id.</summary>
    public string Id => _group.Id;

    /// <summary>Grows by one with every rebalance; 0 before the first.</summary>
    public int Generation => _group.Generation;

    /// <summary>How many members the coordinator counts, whether they are still alive or not.</summary>
    public int MemberCount => _group.Members.Count;

    /// <summary>Where a restarted consumer would resume: the committed offset, or <see cref="Offset.Unset"/> when there is none.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The partition.</param>
    public Offset Committed(string topic, int partition) =>
        _group.Offsets.TryGetValue(new BrokerPartition(topic, partition), out var record) ? record.Committed.NextOffset : Offset.Unset;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{_group}; committed {string.Join(", ", _group.Offsets.Values.Select(o => $"{o.Partition}={o.Committed.NextOffset}"))}";
}
