using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Replication;
using OffsetGuard.Broker.Simulation;
using OffsetGuard.Broker.Transactions;

namespace OffsetGuard.Broker.History;

/// <summary>Something that happened and is not an offset that moved. Text is made of it when somebody reads.</summary>
internal abstract record HistoryEvent;

/// <summary>A request and what became of it. Those that move an offset or change a group are not told twice.</summary>
internal sealed record RequestAnswered(Request Request, Reply Reply) : HistoryEvent;

/// <summary>The wire did something else with a message than to deliver it.</summary>
/// <param name="Request">The request.</param>
/// <param name="Reply">The reply to it, when that is the message: the request has had its effect then.</param>
/// <param name="Kind">What the wire did.</param>
/// <param name="Time">How much later the message arrives, if it does.</param>
internal sealed record MessageDiverted(Request Request, Reply? Reply, PassageKind Kind, TimeSpan Time) : HistoryEvent;

/// <summary>A batch came again that was written before: the broker answers with the offset of then.</summary>
internal sealed record DuplicateDropped(TopicPartition Partition, long BaseOffset, int RecordCount) : HistoryEvent;

/// <summary>The end of a transaction was written into one of its partitions.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="ProducerId">Whose transaction it was.</param>
/// <param name="Offset">The offset that the marker took.</param>
/// <param name="End">How the transaction ended.</param>
/// <param name="LastStableBefore">The last stable offset without the marker.</param>
/// <param name="LastStableAfter">The last stable offset with it.</param>
internal sealed record MarkerWritten(
    TopicPartition Partition, long ProducerId, long Offset, TransactionEnd End, long LastStableBefore, long LastStableAfter) : HistoryEvent;

/// <summary>A cleaning took records away that a later record of the same key had replaced.</summary>
internal sealed record LogCleaned(TopicPartition Partition, int RemovedCount) : HistoryEvent;

/// <summary>Something became of a broker that has replicas of these topics.</summary>
internal sealed record BrokerChanged(int BrokerId, BrokerChange Change, IReadOnlyList<string> Topics) : HistoryEvent;

/// <summary>Partitions of one topic have another leader.</summary>
/// <param name="Partitions">The partitions, in the order in which they changed.</param>
/// <param name="BrokerId">The leader of all of them; null when no replica can lead.</param>
/// <param name="LeaderEpochMin">The lowest of their leader epochs.</param>
/// <param name="LeaderEpochMax">The highest one.</param>
internal sealed record LeaderChanged(IReadOnlyList<TopicPartition> Partitions, int? BrokerId, int LeaderEpochMin, int LeaderEpochMax) : HistoryEvent;

/// <summary>A replica threw away what its leader never had.</summary>
internal sealed record ReplicaTruncated(TopicPartition Partition, Truncation Truncation) : HistoryEvent;

/// <summary>A transactional id has another state: what its log says now.</summary>
internal sealed record TransactionMoved(TransactionRecord Transaction) : HistoryEvent;

/// <summary>An offset was sent to a transaction: it counts from the commit of the transaction on.</summary>
internal sealed record OffsetPending(OffsetCommitted Offset, long ProducerId) : HistoryEvent;

/// <summary>Something else was written into the log of a group: an offset or the group is gone, or the members have their partitions.</summary>
internal sealed record GroupChanged(GroupRecord Record) : HistoryEvent;

/// <summary>A member is in the group, and waits for the others.</summary>
internal sealed record MemberJoined(string GroupId, string MemberId) : HistoryEvent;

/// <summary>A member is no longer in the group.</summary>
internal sealed record MemberRemoved(string GroupId, string MemberId, MemberExit Exit, TimeSpan Timeout) : HistoryEvent;

/// <summary>Everybody has to join again.</summary>
internal sealed record RebalanceBegan(string GroupId) : HistoryEvent;

/// <summary>All that are left have joined; the leader assigns.</summary>
internal sealed record GenerationBegan(string GroupId, int Generation, GroupState State, string? ProtocolName, int MemberCount) : HistoryEvent;

/// <summary>A client did or learned something that no request shows.</summary>
internal abstract record ClientEvent : HistoryEvent;

/// <summary>The application subscribed; no topics when it unsubscribed.</summary>
internal sealed record Subscribed(IReadOnlyList<string> Topics) : ClientEvent;

/// <summary>The application has new partitions: by its group or by hand.</summary>
internal sealed record PartitionsGained(IReadOnlyList<TopicPartition> Partitions, bool IsByGroup) : ClientEvent;

/// <summary>The application gave partitions back, or was told that they are lost.</summary>
internal sealed record PartitionsGivenUp(IReadOnlyList<TopicPartition> Partitions, GivingUp Why) : ClientEvent;

/// <summary>A consumer knows where to read a partition, and begins.</summary>
internal sealed record ReadingBegan(TopicPartition Partition, long NextOffset, ReadingStart Why) : ClientEvent;

/// <summary>The application paused or resumed partitions.</summary>
internal sealed record ReadingSwitched(IReadOnlyList<TopicPartition> Partitions, bool IsPaused) : ClientEvent;

/// <summary>Consume said that the end of a partition is reached.</summary>
internal sealed record EndReached(TopicPartition Partition, long NextOffset) : ClientEvent;

/// <summary>A record was taken and never handed over, because a handler threw in the same call of Consume. Its offset counts as delivered.</summary>
internal sealed record RecordDropped(TopicPartition Partition, long Offset) : ClientEvent;

/// <summary>A call of the application threw.</summary>
internal sealed record CallFailed(string Operation, ErrorCode Error) : ClientEvent;

/// <summary>The application is done with the client.</summary>
internal sealed record ClientEnded(bool IsClosed) : ClientEvent;
