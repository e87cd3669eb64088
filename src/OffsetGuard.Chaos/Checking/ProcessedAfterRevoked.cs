using OffsetGuard.Broker.History;
using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>Nothing is processed for a partition that the process has given back or lost, and knows it: somebody else may have it.</summary>
internal sealed class ProcessedAfterRevoked(Ownership ownership) : IChecker
{
    public Violation? Observe(WorldEvent happened) =>
        happened is RecordEffect { Who: { } who } effect && ownership.Of(who, effect.Partition) is { } tenure && IsOver(tenure, effect)
            ? new Violation(Promise.NothingAfterRevocation, effect.Group, effect.Partition, effect.Offset)
            : null;

    /// <summary>
    /// A handler of a revocation may still end what is begun. What is lost is gone before its handler is called: work in hand may come to its end
    /// meanwhile, but the handler itself has nothing to add.
    /// </summary>
    private static bool IsOver(Ownership.Tenure tenure, RecordEffect effect) =>
        tenure.Ended is not null || (effect.IsInHandler && tenure.Told == GivingUp.Lost);
}
