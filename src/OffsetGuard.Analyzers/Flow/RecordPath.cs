using System.Collections.Immutable;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Flow;

/// <summary>One way a record can take through the code: consumed, committed, processed, in this order.</summary>
/// <remarks><see cref="Record"/> is how to speak of the record in a message.</remarks>
internal sealed record RecordPath(string Record, ConsumerConfigFacts Config, ImmutableArray<PathStep> Steps)
{
    public PathStep Consume => Steps[0];

    public PathStep Last => Steps[Steps.Length - 1];

    public PathStep? FirstCommit => FindFirst(StepKind.Commit, from: 0);

    public PathStep? FirstEffect => FindFirst(StepKind.Effect, from: 0);

    public PathStep? FirstEffectAfter(PathStep step) => FindFirst(StepKind.Effect, from: Steps.IndexOf(step) + 1);

    private PathStep? FindFirst(StepKind kind, int from)
    {
        for (var index = from; index < Steps.Length; index++)
        {
            if (Steps[index].Kind == kind)
                return Steps[index];
        }

        return null;
    }
}
