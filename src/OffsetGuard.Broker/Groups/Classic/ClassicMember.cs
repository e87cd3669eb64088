using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Classic;

/// <summary>What a member offers when it joins: an assignor's name and what it subscribes to.</summary>
internal sealed record JoinProtocol(string Name, Subscription Subscription);

/// <summary>One member of a classic group.</summary>
internal sealed class ClassicMember(string id, JoinGroupRequest joined)
{
    public string Id { get; } = id;

    public string ClientName => Joined.ClientName;

    /// <summary>group.instance.id: a static member keeps its place while it restarts.</summary>
    public string? InstanceId => Joined.InstanceId;

    public bool IsStatic => InstanceId is not null;

    /// <summary>What it last joined with: time-outs and protocols.</summary>
    public JoinGroupRequest Joined { get; set; } = joined;

    public IReadOnlyList<TopicPartition> Assignment { get; set; } = [];

    /// <summary>Its JoinGroup that waits for the others.</summary>
    public Call? ParkedJoin { get; set; }

    /// <summary>Its SyncGroup that waits for the leader.</summary>
    public Call? ParkedSync { get; set; }

    /// <summary>Whether it has fetched, or waits for, its assignment of this generation.</summary>
    public bool HasSynced { get; set; }

    /// <summary>A member that waits inside the broker is alive by that alone.</summary>
    public bool IsParked => ParkedJoin is not null || ParkedSync is not null;

    public bool HasSameProtocols(JoinGroupRequest request)
    {
        if (request.Protocols.Count != Joined.Protocols.Count)
            return false;
        for (var i = 0; i < request.Protocols.Count; i++)
        {
            var (asked, known) = (request.Protocols[i], Joined.Protocols[i]);
            if (asked.Name != known.Name || !asked.Subscription.HasSameContent(known.Subscription))
                return false;
        }

        return true;
    }
}
