using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>Nothing is processed for a partition that the process has given back or lost, and knows it: somebody else may have it.</summary>
internal sealed class ProcessedAfterRevoked(Ownership ownership) : IChecker
{
    public Violation? Observe(WorldEvent happened) =>
        happened is RecordEffect { Who: { } who } effect && ownership.Of(who, effect.Partition) is { Ended: not null }
            ? new Violation(Promise.NothingAfterRevocation, effect.Group, effect.Partition, effect.Offset)
            : null;
}
