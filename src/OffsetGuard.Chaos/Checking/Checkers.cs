using OffsetGuard.Broker;
using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>Which checker watches which promise.</summary>
internal static class Checkers
{
    public static IChecker Of(Promise promise, GroupLedger ledger, Ownership ownership) => promise switch
    {
        Promise.AtLeastOnce => new NoLoss(ledger),
        Promise.ExactlyOnce or Promise.AtMostOnce => new AtMostOneEffect(promise, ledger),
        Promise.Progress => new Progress(ledger),
        Promise.GratuitousDuplicates => new GratuitousDuplicates(ledger),
        Promise.AbortedRead => new AbortedRead(ledger),
        Promise.PrecommittedRead => new PrecommittedRead(ledger),
        Promise.OffsetsInTransaction => new OffsetsOutsideTransaction(),
        Promise.RewindAfterAbort => new MissingRewind(ledger),
        Promise.StopWhenFenced => new FencedProducer(ledger),
        Promise.NoProducerDuplicates => new ProducerDuplicate(),
        Promise.NothingAfterRevocation => new ProcessedAfterRevoked(ownership),
        Promise.OneOwner => new DualOwnership(ownership),
        Promise.PartitionOrder => new PartitionOrder(ledger),
        Promise.KeyOrder => new KeyOrder(ledger),
        Promise.NoPollSkip => new PollSkip(ledger),
        Promise.MonotonicPoll => new NonMonotonicPoll(),
        Promise.NoCommitAhead => new CommitAhead(ledger),
        Promise.NoCommitBeyondLog => new CommitBeyondLog(ledger),
        Promise.NoCommitRegression => new CommitRegression(),
        Promise.FinalCommitExact => new FinalCommitExact(ledger),
        Promise.NoUnobservedWork => new UnobservedWork(ledger),
        Promise.ResumePoint => new ResumePoint(ledger, ownership),
        Promise.BoundedDuplicates => new BoundedDuplicates(ledger),
        Promise.CommitsOwnPartitions => new CommitUnassigned(ownership),
        Promise.CleanHandOver => new CleanHandOver(ledger, ownership),
        Promise.NoRebalanceStorm => new RebalanceStorm(ledger),
        Promise.NoSwallowedError => new SwallowedError(ledger),
        Promise.CleanShutdown => new CleanShutdown(ledger, ownership),
        _ => throw new InvariantException($"Nobody watches {promise}."),
    };
}
