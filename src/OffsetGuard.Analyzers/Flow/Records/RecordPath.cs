using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Flow.Records;

/// <summary>One way of a record through the code, up to a step that a rule may have to judge.</summary>
/// <param name="Site">The call that consumed it.</param>
/// <param name="Steps">What happened, in this order; the first is the consume call.</param>
/// <param name="Before">The state of the record before the last step.</param>
/// <param name="Tree">The file of the judged member.</param>
internal sealed record RecordPath(ConsumeSite Site, ImmutableArray<PathStep> Steps, RecordState Before, SyntaxTree Tree)
{
    /// <summary>What the task that is in flight will have done.</summary>
    public Deferred Deferred { get; init; }

    /// <summary>The question whose other answer would have led to processing; null when there is none.</summary>
    public PathStep? Refusal { get; init; }

    /// <summary>How to speak of the record in a message.</summary>
    public string Record => Site.RecordName;

    public ConsumerConfigFacts Config => Site.Config;

    public PathStep Consume => Steps[0];

    public PathStep Last => Steps[Steps.Length - 1];

    /// <summary>What began the processing that is still in flight.</summary>
    public PathStep? FindStart()
    {
        for (var index = Steps.Length - 2; index >= 0; index--)
        {
            if (Steps[index].IsProcessing)
                return Steps[index];
        }

        return null;
    }

    public PathStep? FindLast(StepKind kind)
    {
        for (var index = Steps.Length - 1; index >= 0; index--)
        {
            if (Steps[index].Kind == kind)
                return Steps[index];
        }

        return null;
    }
}
