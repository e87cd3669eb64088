using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Protocol;

/// <summary>What a handler decided: records to append, and a reply that waits for them; no reply means that the call is parked.</summary>
internal readonly struct Decision
{
    private Decision(string? groupId, IReadOnlyList<GroupRecord> records, in BatchHeader batch, Reply? reply)
    {
        Batch = batch;
        GroupId = groupId;
        Records = records;
        Reply = reply;
    }

    /// <summary>The group whose log gets the records; null when there are none.</summary>
    public string? GroupId { get; }

    /// <summary>The log that has to be replicated as far as it goes now before the reply leaves; null when nothing was written.</summary>
    public Partition? Log { get; private init; }

    public IReadOnlyList<GroupRecord> Records { get; }

    /// <summary>The transaction that the records belong to, or <see cref="BatchHeader.None"/>.</summary>
    public BatchHeader Batch { get; }

    public Reply? Reply { get; }

    /// <summary>The call waits inside the broker; whoever wakes it sends the reply.</summary>
    public static Decision Park { get; } = new(null, [], BatchHeader.None, null);

    public static Decision Answer(Reply reply) => new(null, [], BatchHeader.None, reply);

    /// <summary>The same, once what was written is on the in-sync replicas.</summary>
    public Decision AfterReplicationOf(Partition log) => this with { Log = log };

    /// <summary>The reply leaves once the records are below the high watermark of the group's log.</summary>
    public static Decision Append(string groupId, IReadOnlyList<GroupRecord> records, Reply thenReply) =>
        new(groupId, records, BatchHeader.None, thenReply);

    /// <summary>The records are part of a transaction: they take effect with its end.</summary>
    public static Decision Append(string groupId, IReadOnlyList<GroupRecord> records, in BatchHeader batch, Reply thenReply) =>
        new(groupId, records, batch, thenReply);
}
