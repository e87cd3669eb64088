using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Flow.Calls;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Loops;

/// <summary>A wait of a known length between two calls of <c>Consume</c>.</summary>
/// <param name="Call">The call that waits.</param>
/// <param name="Consume">A call of <c>Consume</c> in the same loop.</param>
/// <param name="Milliseconds">How long it waits.</param>
internal sealed record PollWait(IInvocationOperation Call, IInvocationOperation Consume, double Milliseconds)
{
    private static readonly string[] GivingUp =
    [
        KafkaNames.Close, KafkaNames.Dispose, KafkaNames.Unsubscribe, KafkaNames.Unassign, KafkaNames.Pause, KafkaNames.Subscribe,
        KafkaNames.Assign, KafkaNames.Build,
    ];

    /// <summary>The longest wait in a loop that consumes; null when there is none.</summary>
    public static PollWait? FindLongest(ConsumerUse use)
    {
        PollWait? longest = null;
        foreach (var consume in use.CallsOf(KafkaNames.Consume))
        {
            foreach (var loop in LoopsAround(consume))
            {
                if (GivesUpConsumer(loop, use))
                    break;
                foreach (var call in OwnOperations.Of(loop).OfType<IInvocationOperation>())
                {
                    if (TimeOf(call, use.Code) is { } time && time > (longest?.Milliseconds ?? 0) && !Leaves(call, loop))
                        longest = new PollWait(call, consume, time);
                }
            }
        }

        return longest;
    }

    private static IEnumerable<ILoopOperation> LoopsAround(IOperation consume)
    {
        for (var current = consume.Parent; current is not null && !OwnOperations.IsFunction(current); current = current.Parent)
        {
            if (current is ILoopOperation loop)
                yield return loop;
        }
    }

    // Who closes the consumer, leaves the topics or pauses them in between owes no poll, or knows how to keep the group waiting.
    private static bool GivesUpConsumer(ILoopOperation loop, ConsumerUse use)
    {
        foreach (var call in OwnOperations.Of(loop).OfType<IInvocationOperation>())
        {
            if (Array.Exists(GivingUp, name => call.TargetMethod.Name == name || Mentions.In(call.TargetMethod, name)))
                return true;
        }

        return use.Consumer is ILocalSymbol && loop.Syntax.Span.Contains(use.Consumer.Locations[0].SourceSpan);
    }

    private static double? TimeOf(IInvocationOperation call, VariableWrites code)
    {
        var isWait = call.TargetMethod switch
        {
            { Name: "Sleep", ContainingType.Name: nameof(Thread) } => true,
            { Name: "Delay", ContainingType.Name: nameof(Task) } => CallShape.IsAwaited(call) && EndsWithProcess(call),
            { Name: "WaitOne", ContainingType.Name: nameof(WaitHandle) } =>
                call.Instance is IPropertyReferenceOperation { Property.ContainingType.Name: nameof(CancellationToken) } handle
                && IsTokenOfCaller(handle.Instance),
            _ => false,
        };
        return isWait && !call.Arguments.IsEmpty ? ConstantTime.FindMilliseconds(call.Arguments[0].Value, code) : null;
    }

    // The token of a source at hand may be there to wake the loop up.
    private static bool EndsWithProcess(IInvocationOperation delay)
    {
        foreach (var argument in delay.Arguments)
        {
            if (argument.Parameter is { Ordinal: > 0 } && !IsTokenOfCaller(argument.Value))
                return false;
        }

        return true;
    }

    private static bool IsTokenOfCaller(IOperation? token) => VariableWrites.Unconverted(token) switch
    {
        IParameterReferenceOperation { Parameter.Type.Name: nameof(CancellationToken) } or IDefaultValueOperation => true,
        IPropertyReferenceOperation { Property: { Name: nameof(CancellationToken.None), IsStatic: true } } => true,
        _ => false,
    };

    // Behind the wait, a statement list on the way out to the loop ends by leaving it.
    private static bool Leaves(IOperation wait, ILoopOperation loop)
    {
        for (var current = wait; current.Parent is { } parent && current != loop; current = parent)
        {
            if (parent is IBlockOperation { Operations: { Length: > 0 } statements } && LeavesLoop(statements[statements.Length - 1]))
                return true;
        }

        return false;
    }

    private static bool LeavesLoop(IOperation statement) => statement switch
    {
        IReturnOperation { Kind: OperationKind.Return } => true,
        IBranchOperation branch => branch.BranchKind != BranchKind.Continue,
        IExpressionStatementOperation expression => expression.Operation is IThrowOperation,
        _ => statement is IThrowOperation,
    };
}
