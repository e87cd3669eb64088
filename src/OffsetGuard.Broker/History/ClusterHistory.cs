using OffsetGuard.Broker.Configuration;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Simulation;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.History;

/// <summary>What happened in a cluster and its clients, in order: the last entries of it, or nothing while nobody wants to know.</summary>
/// <remarks>
/// Effects are noted where they take place, replies when they arrive. Appends, reads and deliveries in a row are one entry, so that
/// keeping the history costs a few nanoseconds per record.
/// </remarks>
internal sealed class ClusterHistory
{
    private EntryRing _ring = new(0);
    private int _servedClientId = HistoryEntry.Broker;
    private Request? _served;

    /// <summary>Whether anything is kept; asked first wherever noting needs work.</summary>
    public bool IsOn { get; private set; }

    public HistoryDetail Detail { get; private set; }

    /// <summary>Virtual time since the cluster began.</summary>
    public TimeSpan Now { get; set; }

    /// <summary>Hears what brokers and clients do as it happens, whether it is kept or not: who did it, by client id, and what.</summary>
    public Action<int, HistoryEvent>? Heard { get; set; }

    /// <summary>Hears which offsets move, as they move.</summary>
    public IOffsetListener? Offsets { get; set; }

    /// <summary>Whether anybody wants to know what groups write.</summary>
    public bool TellsOfGroups => IsOn || Offsets is not null;

    /// <summary>How many entries were ever added.</summary>
    public long AddedCount => _ring.AddedCount;

    /// <summary>Begins to keep the last <paramref name="entriesMax"/> entries.</summary>
    public void Keep(HistoryDetail detail, int entriesMax)
    {
        Detail = detail;
        IsOn = detail != HistoryDetail.None && entriesMax > 0;
        _ring = new EntryRing(IsOn ? entriesMax : 0);
    }

    /// <summary>The kept entries, oldest first.</summary>
    public HistoryEntry[] Entries() => _ring.Copy();

    /// <summary>What brokers do from here on, they do for this call.</summary>
    public void Serve(in Call call) => (_servedClientId, _served) = (call.ClientId, call.Request);

    /// <summary>What brokers do from here on, they do by themselves.</summary>
    public void ServeNobody() => (_servedClientId, _served) = (HistoryEntry.Broker, null);

    /// <summary>A broker did something for the call that it serves, or by itself.</summary>
    public void Add(HistoryEvent happened) => Add(_servedClientId, happened);

    /// <summary>A client did something, or something happened to a request of it.</summary>
    public void Add(int clientId, HistoryEvent happened)
    {
        Heard?.Invoke(clientId, happened);
        if (IsOn)
            _ring.Add().Set(Now, clientId, happened);
    }

    /// <summary>The batch is in the log now.</summary>
    public void TellOfAppend(TopicPartition partition, long baseOffset, IReadOnlyList<NewRecord> records, in BatchHeader batch) =>
        Offsets?.OnAppended(_servedClientId, partition, baseOffset, records, batch);

    /// <summary>The committed offset stands now.</summary>
    public void TellOfCommit(OffsetCommitted committed) => Offsets?.OnCommitted(_servedClientId, committed, CauseOf(_served));

    /// <summary>The log begins there now.</summary>
    public void TellOfTrim(TopicPartition partition, long logStartOffset) => Offsets?.OnTrimmed(_servedClientId, partition, logStartOffset);

    /// <summary>A partition has another leader, or none. Those of one topic that change together are one entry.</summary>
    public void Led(TopicPartition partition, int? brokerId, int leaderEpoch)
    {
        Offsets?.OnLed(partition);
        if (!IsOn)
            return;
        ref var newest = ref _ring.Newest;
        if (newest.At != Now || newest.Event is not LeaderChanged last || last.BrokerId != brokerId || last.Partitions[0].Topic != partition.Topic)
        {
            Add(HistoryEntry.Broker, new LeaderChanged([partition], brokerId, leaderEpoch, leaderEpoch));
            return;
        }

        newest.Set(Now, HistoryEntry.Broker, new LeaderChanged(
            [.. last.Partitions, partition], brokerId, Math.Min(last.LeaderEpochMin, leaderEpoch), Math.Max(last.LeaderEpochMax, leaderEpoch)));
    }

    /// <summary>A batch was appended.</summary>
    public void Appended(TopicPartition partition, long baseOffset, int recordCount)
    {
        if (IsOn)
            MoveOf(_servedClientId, OffsetMark.LogEnd, partition, baseOffset).MoveOn(baseOffset + recordCount, 0);
    }

    /// <summary>The in-sync replicas have the records: the high watermark has moved.</summary>
    public void MadeReadable(TopicPartition partition, long before, long after)
    {
        if (IsOn)
            MoveOf(HistoryEntry.Broker, OffsetMark.HighWatermark, partition, before).MoveOn(after, 0);
    }

    /// <summary>The log start has moved.</summary>
    public void Trimmed(TopicPartition partition, long before, long after, MoveCause cause)
    {
        if (!IsOn)
            return;
        ref var entry = ref _ring.Add();
        entry.Set(Now, _servedClientId, OffsetMark.LogStart, partition);
        entry.SetCause(cause);
        entry.Move(before, after);
    }

    /// <summary>A committed offset has moved.</summary>
    public void Committed(OffsetCommitted committed, OffsetCommitted? before)
    {
        if (!IsOn)
            return;
        ref var entry = ref _ring.Add();
        entry.Set(Now, _servedClientId, OffsetMark.Committed, committed.Partition);
        entry.SetCause(CauseOf(_served), committed.GroupId);
        entry.Move(before?.Committed.NextOffset ?? LogicalOffset.Unset, committed.Committed.NextOffset);
    }

    /// <summary>A record was handed to the application.</summary>
    /// <param name="clientId">The consumer.</param>
    /// <param name="partition">The partition.</param>
    /// <param name="position">The offset after the record.</param>
    /// <param name="stored">The stored offset at that moment.</param>
    public void Delivered(int clientId, TopicPartition partition, long position, long stored)
    {
        if (IsOn)
            MoveOf(clientId, OffsetMark.Position, partition, position - 1).MoveOn(position, stored);
    }

    /// <summary>The application stored an offset.</summary>
    public void Stored(int clientId, TopicPartition partition, long before, long after)
    {
        if (!IsOn)
            return;
        ref var entry = ref _ring.Add();
        entry.Set(Now, clientId, OffsetMark.Stored, partition);
        entry.Move(before, after);
    }

    /// <summary>The wire did something else with a message than to deliver it.</summary>
    public void Diverted(in Message message, in Passage passage)
    {
        if (IsOn)
            Add(message.Call.ClientId, new MessageDiverted(WithoutPayload(message.Call.Request), message.Reply, passage.Kind, passage.Time));
    }

    /// <summary>A reply has arrived at its client.</summary>
    public void Answered(in Answer answer)
    {
        if (!IsOn)
            return;
        var (call, reply) = answer;
        if (reply is FetchReply { Records: { IsEmpty: false } records } fetched)
            MoveOf(call.ClientId, OffsetMark.Prefetched, ((FetchRequest)call.Request).Partition, records[0].Offset).MoveOn(records.LastOffset + 1, fetched.HighWatermark);
        else if (TellsSomething(call.Request, reply))
            Add(call.ClientId, new RequestAnswered(WithoutPayload(call.Request), reply));
    }

    /// <summary>The newest entry when this move goes on with it, or a new one.</summary>
    private ref HistoryEntry MoveOf(int clientId, OffsetMark mark, TopicPartition partition, long before)
    {
        ref var newest = ref _ring.Newest;
        if (newest.IsContinuedBy(Now, clientId, mark, partition, before))
            return ref newest;

        ref var entry = ref _ring.Add();
        entry.Set(Now, clientId, mark, partition);
        entry.Move(before, before);
        return ref entry;
    }

    /// <summary>Whether an answer says what no effect has said.</summary>
    private bool TellsSomething(Request request, Reply reply) => request switch
    {
        ProduceRequest or OffsetCommitRequest => reply.Error != ErrorCode.None,   // the offset that moved says the rest
        _ when Detail == HistoryDetail.EveryRequest => true,
        FetchRequest or MetadataRequest => reply.Error != ErrorCode.None,
        JoinGroupRequest => reply.Error is not (ErrorCode.None or ErrorCode.MemberIdRequired),   // KIP-394: not a refusal
        HeartbeatRequest => reply.Error is not (ErrorCode.None or ErrorCode.RebalanceInProgress),   // said again with each heartbeat
        CreateTopicRequest { IsValidateOnly: false } or CreatePartitionsRequest { IsValidateOnly: false } => true,
        DeleteTopicRequest or AlterConfigsRequest { IsValidateOnly: false } => true,
        _ => reply.Error != ErrorCode.None,
    };

    /// <summary>The history must not keep records alive.</summary>
    private static Request WithoutPayload(Request request) =>
        request is ProduceRequest produce ? produce with { Records = new NewRecord[produce.Records.Count] } : request;

    private static MoveCause CauseOf(Request? served) => served switch
    {
        OffsetCommitRequest { Cause: CommitCause.Timer } => MoveCause.Timer,
        OffsetCommitRequest { Cause: CommitCause.Release } => MoveCause.Release,
        OffsetCommitRequest { Cause: CommitCause.Close } => MoveCause.Close,
        OffsetCommitRequest => MoveCause.Application,
        _ => MoveCause.Transaction,
    };
}
