using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Flow.Calls;

/// <summary>Where an exception of Consume is caught and the loop goes on as if nothing had happened.</summary>
internal static class SwallowedErrors
{
    /// <summary>The catch clause and the loop; null when the loop is left, something is done about it, or that is not known.</summary>
    public static (ICatchClauseOperation Clause, ILoopOperation Loop)? FindFor(IInvocationOperation consume)
    {
        IOperation part = consume;
        for (var around = consume.Parent; around is not null and not (IAnonymousFunctionOperation or ILocalFunctionOperation); around = around.Parent)
        {
            if (around is ITryOperation attempt && attempt.Body == part && attempt.Catches.FirstOrDefault(TakesConsumeException) is { } clause)
            {
                return clause.Filter is null && GoesOn(clause.Handler) && LoopAround(attempt) is { } loop && !MayEndAfter(attempt, loop)
                    ? (clause, loop)
                    : null;
            }

            part = around;
        }

        return null;
    }

    // catch { } takes objects.
    private static bool TakesConsumeException(ICatchClauseOperation clause) => clause.ExceptionType is null
        or { SpecialType: SpecialType.System_Object }
        or { Name: nameof(Exception), ContainingNamespace.Name: nameof(System) }
        or { Name: KafkaNames.ConsumeException or KafkaNames.KafkaException };

    private static ILoopOperation? LoopAround(ITryOperation attempt)
    {
        for (var around = attempt.Parent; around is not null and not (IAnonymousFunctionOperation or ILocalFunctionOperation); around = around.Parent)
        {
            if (around is ILoopOperation loop)
                return loop;
        }

        return null;
    }

    // The handler only looks and waits. Whatever it notes in a variable, somebody may act upon.
    private static bool GoesOn(IOperation part) => part switch
    {
        IThrowOperation or IReturnOperation or IAssignmentOperation or IIncrementOrDecrementOperation => false,
        IBranchOperation branch => branch.BranchKind == BranchKind.Continue,
        IConditionalOperation { Condition: IPropertyReferenceOperation { Property.Name: KafkaNames.IsFatal } } choice =>
            choice.WhenFalse is not { } otherwise || GoesOn(otherwise),   // no fatal error is meant here
        IInvocationOperation call when !OnlyLooks(call) => false,
        IAnonymousFunctionOperation or IInvalidOperation or IDynamicInvocationOperation => false,
        _ => part.ChildOperations.All(GoesOn),
    };

    private static bool OnlyLooks(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var callee = CallJudgement.CalleeOf(call);
        if (CallNames.EndsProcess(method, callee) || IsOfClient(method))
            return false;
        return CallJudgement.IsObservation(call, callee) || method.MethodKind != MethodKind.DelegateInvoke && CallNames.IsComputing(method);
    }

    private static bool IsOfClient(IMethodSymbol method) => method.ContainingNamespace?.Name == KafkaNames.Namespace && method.Name != nameof(ToString);

    private static bool MayEndAfter(ITryOperation attempt, ILoopOperation loop) => !IsEndless(loop) || loop.Body.Descendants().Any(part =>
        part is IReturnOperation or IThrowOperation or IBranchOperation { BranchKind: BranchKind.Break or BranchKind.GoTo }
        && part.Syntax.SpanStart >= attempt.Syntax.Span.End);

    // Nothing that happens in the loop is asked for before the next round.
    private static bool IsEndless(ILoopOperation loop)
    {
        var condition = loop switch
        {
            IWhileLoopOperation each => each.Condition,
            IForLoopOperation { Condition: null } each => each,
            _ => null,
        };
        if (condition is null)
            return false;

        var written = loop.Body.Descendants().OfType<IAssignmentOperation>().Select(assignment => VariableWrites.VariableOf(assignment.Target));
        var asked = condition == loop ? [] : condition.DescendantsAndSelf().Select(VariableWrites.VariableOf).Where(variable => variable is not null);
        return !asked.Intersect(written, SymbolEqualityComparer.Default).Any();
    }
}
