using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups;

/// <summary>What a member offers when it joins: an assignor's name and what it subscribes to.</summary>
internal sealed record JoinProtocol(string Name, Subscription Subscription);

/// <summary>What a member wants to read. Opaque to the broker; the leader's assignor reads it.</summary>
internal sealed record Subscription(IReadOnlyList<string> Topics);

/// <summary>One member of a classic group.</summary>
internal sealed class GroupMember(string id, string clientName, JoinGroupRequest joined)
{
    public string Id { get; } = id;

    public string ClientName { get; } = clientName;

    /// <summary>What it last joined with: time-outs and protocols.</summary>
    public JoinGroupRequest Joined { get; set; } = joined;

    public IReadOnlyList<TopicPartition> Assignment { get; set; } = [];

    /// <summary>Its JoinGroup that waits for the others.</summary>
    public Call? ParkedJoin { get; set; }

    /// <summary>Its SyncGroup that waits for the leader.</summary>
    public Call? ParkedSync { get; set; }

    /// <summary>A member that waits inside the broker is alive by that alone.</summary>
    public bool IsParked => ParkedJoin is not null || ParkedSync is not null;
}

/// <summary>Who claims to speak: a member id and a generation, or "" and -1 for a client outside the group.</summary>
internal readonly record struct MemberStamp(string MemberId, int Generation)
{
    public static readonly MemberStamp Outsider = new("", -1);
}
