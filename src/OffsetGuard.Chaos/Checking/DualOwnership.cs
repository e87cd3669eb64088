using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>An earlier owner of a partition has no effect once a later one had: their effects do not mix.</summary>
internal sealed class DualOwnership(Ownership ownership) : IChecker
{
    private readonly Dictionary<(string Group, TopicPartition Partition), int> _newestWithEffect = [];

    public Violation? Observe(WorldEvent happened)
    {
        if (happened is not RecordEffect { Who: { } who } effect || ownership.Of(who, effect.Partition) is not { } tenure)
            return null;
        var newest = _newestWithEffect.GetValueOrDefault((effect.Group, effect.Partition));
        if (tenure.Number < newest)
            return new Violation(Promise.OneOwner, effect.Group, effect.Partition, effect.Offset);
        _newestWithEffect[(effect.Group, effect.Partition)] = tenure.Number;
        return null;
    }
}
