using OffsetGuard.Broker.Log;
using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>No batch stands in the log twice: a producer without idempotence sends it again when the reply is lost.</summary>
internal sealed class ProducerDuplicate : IChecker
{
    private readonly HashSet<IReadOnlyList<NewRecord>> _written = new(ReferenceEqualityComparer.Instance);

    public Violation? Observe(WorldEvent happened) => happened is RecordsAppended { Who: not null } appended && !_written.Add(appended.Records)
        ? new Violation(Promise.NoProducerDuplicates, "", appended.Partition, appended.BaseOffset)
        : null;
}
