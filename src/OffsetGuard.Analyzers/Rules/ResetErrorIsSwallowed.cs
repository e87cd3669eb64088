using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Flow.Calls;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG2015: the reset policy asks somebody to decide, and the loop goes on without a word.</summary>
internal sealed class ResetErrorIsSwallowed() : ConsumerRule(RuleCatalogue.OG2015)
{
    public override Finding? Judge(BuiltConsumer consumer)
    {
        if (!consumer.Config.ThrowsWithoutOffset || consumer.Use is not { IsShared: false, IsOneConsumer: true } use)
            return null;

        foreach (var consume in use.CallsOf(KafkaNames.Consume))
        {
            if (SwallowedErrors.FindFor(consume) is not { } swallowed || IsRevived(consumer, use, swallowed.Loop))
                continue;

            var line = swallowed.Clause.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
            return Finding.At(consumer.Place(consume), line)
                .Step(consumer.Config[KafkaNames.AutoOffsetReset].Origin!.Syntax.GetLocation(), "a partition without an offset is an error")
                .Step(consume.Syntax.GetLocation(), "it is thrown here, once")
                .Step(swallowed.Clause.Syntax.GetLocation(), "and swallowed here: the partition is not read again");
        }

        return null;
    }

    // Another consumer in the next round, or the same one with another assignment, whoever gives it.
    private static bool IsRevived(BuiltConsumer consumer, ConsumerUse use, ILoopOperation loop) =>
        IsIn(loop, consumer.Build) || use.AllCalls.Any(call => call.TargetMethod.Name switch
        {
            KafkaNames.Assign or KafkaNames.IncrementalAssign or KafkaNames.Unassign or KafkaNames.Unsubscribe or KafkaNames.Seek => true,
            KafkaNames.Subscribe or KafkaNames.Close or KafkaNames.Dispose => IsIn(loop, call),
            _ => false,
        });

    private static bool IsIn(ILoopOperation loop, IOperation operation) =>
        loop.Syntax.SyntaxTree == operation.Syntax.SyntaxTree && loop.Syntax.Span.Contains(operation.Syntax.Span);
}
