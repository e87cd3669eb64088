using OffsetGuard.Chaos.Checking;

namespace OffsetGuard.Chaos.Reporting;

/// <summary>The standard terms for the promises.</summary>
internal static class PromiseNames
{
    public static string IdOf(Promise promise) => promise switch
    {
        Promise.AtLeastOnce => "at-least-once",
        Promise.ExactlyOnce => "exactly-once",
        Promise.AtMostOnce => "at-most-once",
        Promise.Progress => "progress",
        Promise.GratuitousDuplicates => "gratuitous-duplicates",
        Promise.AbortedRead => "aborted-read",
        Promise.PrecommittedRead => "precommitted-read",
        Promise.OffsetsInTransaction => "offsets-outside-transaction",
        Promise.RewindAfterAbort => "missing-rewind",
        Promise.StopWhenFenced => "fenced-producer",
        Promise.NoProducerDuplicates => "producer-duplicate",
        Promise.NothingAfterRevocation => "processed-after-revoked",
        Promise.OneOwner => "dual-ownership",
        Promise.PartitionOrder => "partition-order",
        Promise.KeyOrder => "key-order",
        Promise.NoPollSkip => "poll-skip",
        Promise.MonotonicPoll => "non-monotonic-poll",
        Promise.NoCommitAhead => "commit-ahead",
        Promise.NoCommitBeyondLog => "commit-beyond-log",
        Promise.NoCommitRegression => "commit-regression",
        Promise.FinalCommitExact => "final-commit-exact",
        Promise.NoUnobservedWork => "unobserved-work",
        Promise.ResumePoint => "resume-point",
        Promise.BoundedDuplicates => "bounded-duplicates",
        Promise.CommitsOwnPartitions => "commit-unassigned",
        Promise.CleanHandOver => "clean-hand-over",
        Promise.NoRebalanceStorm => "rebalance-storm",
        Promise.NoSwallowedError => "swallowed-error",
        Promise.CleanShutdown => "clean-shutdown",
        _ => throw new ArgumentOutOfRangeException(nameof(promise), promise, "There is no such promise."),
    };

    /// <summary>What is broken, in one line.</summary>
    /// <param name="violation">The broken promise.</param>
    /// <param name="record">The name of its record.</param>
    /// <param name="committed">The committed offset of the group in the end.</param>
    public static string HeadlineOf(Violation violation, string record, long? committed) => violation.Promise switch
    {
        null => $"INVARIANT BROKEN: {violation.Breach!.Name}",
        Promise.AtLeastOnce => $"AT-LEAST-ONCE BROKEN: {record} is lost",
        Promise.ExactlyOnce => $"EXACTLY-ONCE BROKEN: {record} has its effect twice",
        Promise.AtMostOnce => $"AT-MOST-ONCE BROKEN: {record} is processed twice",
        Promise.Progress when violation.NeverRests => $"NO PROGRESS: the processes work without end and get nowhere, last given {record}",
        Promise.Progress => $"NO PROGRESS: {record} is never processed although nothing fails any more",
        Promise.GratuitousDuplicates => $"DUPLICATE WITHOUT A FAULT: {record} is processed twice",
        Promise.AbortedRead => $"ABORTED READ: {record} is processed, and its transaction was aborted",
        Promise.PrecommittedRead => $"PRECOMMITTED READ: {record} is processed before its transaction has ended",
        Promise.OffsetsInTransaction => $"OFFSETS OUTSIDE THE TRANSACTION: {record} is committed apart from what was written for it",
        Promise.RewindAfterAbort => $"NO REWIND AFTER ABORT: {record} is committed, and its transaction was aborted",
        Promise.StopWhenFenced => $"FENCED PRODUCER GOES ON: another one took over, last given {record}",
        Promise.NoProducerDuplicates => $"PRODUCER DUPLICATE: {record} stands in the log twice",
        Promise.NothingAfterRevocation => $"PROCESSED AFTER REVOCATION: {record} is processed by a process that has lost its partition",
        Promise.OneOwner => $"TWO OWNERS: {record} is processed by an earlier owner after a later one began",
        Promise.PartitionOrder => $"OUT OF ORDER: {record} is processed before a record in front of it",
        Promise.KeyOrder => $"KEY OUT OF ORDER: {record} is processed before an earlier record of its key",
        Promise.NoPollSkip => $"POLL SKIPS: {record} is never given to the program",
        Promise.MonotonicPoll => $"POLL GOES BACK: {record} is returned after a later one",
        Promise.NoCommitAhead => $"COMMIT AHEAD OF PROCESSING: {record} is committed before it is processed",
        Promise.NoCommitBeyondLog => $"COMMIT BEYOND THE LOG: {violation.Partition} is committed at {violation.Offset}, behind its end",
        Promise.NoCommitRegression => $"COMMIT GOES BACK: {violation.Partition} is committed at {violation.Offset} after a later offset",
        Promise.FinalCommitExact when committed is null =>
            $"FINAL COMMIT MISSING: {violation.Partition} has no committed offset, the next one to read is {violation.Offset + 1}",
        Promise.FinalCommitExact => $"FINAL COMMIT NOT EXACT: {violation.Partition} is committed at {committed}, the next offset to read is {violation.Offset + 1}",
        _ => MannersOf(violation, record),
    };

    /// <summary>What stands beside the record wherever a page shows it.</summary>
    public static string MarkOf(Promise? promise) => promise switch
    {
        Promise.AtLeastOnce => "lost",
        Promise.Progress => "stuck",
        Promise.GratuitousDuplicates or Promise.ExactlyOnce or Promise.AtMostOnce => "processed twice",
        Promise.NoCommitAhead or Promise.RewindAfterAbort => "in danger",
        Promise.FinalCommitExact => "not committed",
        Promise.AbortedRead => "aborted",
        Promise.PrecommittedRead => "undecided",
        Promise.NoPollSkip => "skipped",
        Promise.PartitionOrder or Promise.KeyOrder => "out of order",
        _ => "broken",
    };

    private static string MannersOf(Violation violation, string record) => violation.Promise switch
    {
        Promise.NoUnobservedWork => $"UNOBSERVED WORK: a process ends while work of it is under way, last given {record}",
        Promise.ResumePoint => $"WRONG RESUME POINT: {violation.Partition} is read from {violation.Offset}, not from where the group has committed",
        Promise.BoundedDuplicates => $"SENT BACK: {record} is read again although it is processed and committed",
        Promise.CommitsOwnPartitions => $"COMMIT FOR A PARTITION OF ANOTHER: {record} is committed by a consumer that does not have its partition",
        Promise.CleanHandOver => $"NO CLEAN HAND-OVER: {record} was processed and not committed when its partition was given back",
        Promise.NoRebalanceStorm => $"REBALANCE STORM: the group of {record} rebalances although nothing fails",
        Promise.NoSwallowedError => $"SWALLOWED ERROR: a client has failed for good and its process goes on, last given {record}",
        Promise.CleanShutdown => $"NO CLEAN SHUTDOWN: a process that is asked to stop does not leave its group, last given {record}",
        _ => throw new ArgumentOutOfRangeException(nameof(violation), violation.Promise, "There is no such promise."),
    };
}
