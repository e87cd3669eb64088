using OffsetGuard.Broker.Transactions;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.History;

/// <summary>An offset was made part of a transaction: it counts from the commit of the transaction on.</summary>
internal sealed record OffsetsSent(
    TimeSpan At, IncarnationName? Who, long ProducerId, string Group, TopicPartition Partition, long NextOffset) : WorldEvent(At, Who);

/// <summary>A transactional producer has taken over its transactional id.</summary>
internal sealed record ProducerStarted(TimeSpan At, IncarnationName? Who, int ClientId, string TransactionalId) : WorldEvent(At, Who);

/// <summary>It is decided how a transaction ends; nothing can change it any more.</summary>
/// <param name="At">Virtual time since the world began.</param>
/// <param name="Who">Who asked for it; null when its time was up.</param>
/// <param name="TransactionalId">The transactional id.</param>
/// <param name="ProducerId">The producer id.</param>
/// <param name="End">How it ends.</param>
internal sealed record TransactionDecided(
    TimeSpan At, IncarnationName? Who, string TransactionalId, long ProducerId, TransactionEnd End) : WorldEvent(At, Who);

/// <summary>The effect of a record was part of a transaction that was aborted: it never was.</summary>
internal sealed record EffectDiscarded(TimeSpan At, IncarnationName? Who, string Group, TopicPartition Partition, long Offset) : WorldEvent(At, Who);
