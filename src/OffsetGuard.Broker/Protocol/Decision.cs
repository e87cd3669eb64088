using OffsetGuard.Broker.Groups;

namespace OffsetGuard.Broker.Protocol;

/// <summary>What a handler decided: records to append, and a reply that waits for them; no reply means that the call is parked.</summary>
internal readonly struct Decision
{
    private Decision(string? groupId, IReadOnlyList<GroupRecord> records, Reply? reply)
    {
        GroupId = groupId;
        Records = records;
        Reply = reply;
    }

    /// <summary>The group whose log gets the records; null when there are none.</summary>
    public string? GroupId { get; }

    public IReadOnlyList<GroupRecord> Records { get; }

    public Reply? Reply { get; }

    /// <summary>The call waits inside the broker; whoever wakes it sends the reply.</summary>
    public static Decision Park { get; } = new(null, [], null);

    public static Decision Answer(Reply reply) => new(null, [], reply);

    /// <summary>The reply leaves once the records are below the high watermark of the group's log.</summary>
    public static Decision Append(string groupId, IReadOnlyList<GroupRecord> records, Reply thenReply) => new(groupId, records, thenReply);
}
