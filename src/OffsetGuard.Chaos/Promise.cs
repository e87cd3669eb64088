namespace OffsetGuard.Chaos;

/// <summary>What a consumer program may promise, the worst to break first. <see cref="Promises"/> says which of them a test holds it to.</summary>
/// <remarks>
/// A record is processed when the program says so by <see cref="Worlds.ProcessContext.Processed(Confluent.Kafka.TopicPartitionOffset)"/>, or writes its
/// effect to a durable store. Only records that the group can read count: not those of aborted transactions, nor what retention or the loss of a
/// leader took away.
/// </remarks>
public enum Promise
{
    /// <summary><c>at-least-once</c>: no record is lost. Broken when a record was never processed, and a restart would not read it either.</summary>
    AtLeastOnce,

    /// <summary><c>exactly-once</c>: the effect of a record takes place once at most, whatever fails. Together with <see cref="AtLeastOnce"/>: exactly once.</summary>
    ExactlyOnce,

    /// <summary><c>at-most-once</c>: no record is processed twice, whatever fails; it may be lost.</summary>
    AtMostOnce,

    /// <summary><c>progress</c>: when nothing fails any more, everything that can be read is processed in the end.</summary>
    Progress,

    /// <summary><c>gratuitous-duplicates</c>: as long as nothing fails, nothing is processed twice.</summary>
    GratuitousDuplicates,

    /// <summary><c>aborted-read</c>: no record of an aborted transaction is processed.</summary>
    AbortedRead,

    /// <summary><c>precommitted-read</c>: no record is processed before its transaction has ended.</summary>
    PrecommittedRead,

    /// <summary><c>offsets-outside-transaction</c>: a process that writes in transactions moves its input offsets only by them.</summary>
    OffsetsInTransaction,

    /// <summary><c>missing-rewind</c>: what a transaction that was aborted had processed is processed again before its offsets are committed.</summary>
    RewindAfterAbort,

    /// <summary><c>fenced-producer</c>: who has learned that another producer took over does nothing more.</summary>
    StopWhenFenced,

    /// <summary><c>producer-duplicate</c>: the retries of a producer write no record twice.</summary>
    NoProducerDuplicates,

    /// <summary><c>processed-after-revoked</c>: nothing is processed once the partition was given back or lost.</summary>
    NothingAfterRevocation,

    /// <summary><c>dual-ownership</c>: an earlier owner of a partition processes nothing once a later one has.</summary>
    OneOwner,

    /// <summary><c>partition-order</c>: records of a partition are processed in the order of their offsets; repeating them is allowed.</summary>
    PartitionOrder,

    /// <summary><c>key-order</c>: records of a partition with the same key are processed in the order of their offsets.</summary>
    KeyOrder,

    /// <summary><c>poll-skip</c>: the records that Consume returns are contiguous, unless the program seeks.</summary>
    NoPollSkip,

    /// <summary><c>non-monotonic-poll</c>: the offsets that Consume returns rise, unless the program seeks.</summary>
    MonotonicPoll,

    /// <summary><c>commit-ahead</c>: no offset is committed before everything below it is processed, even if no failure makes it a loss.</summary>
    NoCommitAhead,

    /// <summary><c>commit-beyond-log</c>: no offset is committed behind the end of the log.</summary>
    NoCommitBeyondLog,

    /// <summary><c>commit-regression</c>: the committed offset moves back only for a consumer that reads again from there.</summary>
    NoCommitRegression,

    /// <summary><c>final-commit-exact</c>: after an orderly stop the committed offset is the next one to read.</summary>
    FinalCommitExact,

    /// <summary><c>unobserved-work</c>: when a process says that it is done, none of its work is still under way.</summary>
    NoUnobservedWork,

    /// <summary><c>resume-point</c>: a group reads on where it has committed, wherever a partition goes.</summary>
    ResumePoint,

    /// <summary><c>bounded-duplicates</c>: a new owner is not sent back behind the committed offset.</summary>
    BoundedDuplicates,

    /// <summary><c>commit-unassigned</c>: a consumer commits for partitions that it has.</summary>
    CommitsOwnPartitions,

    /// <summary><c>clean-hand-over</c>: who gives a partition back in order has committed what it has processed.</summary>
    CleanHandOver,

    /// <summary><c>rebalance-storm</c>: without a failure, no consumer is late for its poll or thrown out by another one, and no group rebalances again and again.</summary>
    NoRebalanceStorm,

    /// <summary><c>swallowed-error</c>: a process whose client has failed for good ends, or goes on with another client.</summary>
    NoSwallowedError,

    /// <summary><c>clean-shutdown</c>: a process that is asked to stop ends in time, and leaves its groups.</summary>
    CleanShutdown,
}
