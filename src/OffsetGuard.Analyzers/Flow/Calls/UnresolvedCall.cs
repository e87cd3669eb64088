using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace OffsetGuard.Analyzers.Flow.Calls;

/// <summary>A call that does not bind: only its text can be read.</summary>
internal static class UnresolvedCall
{
    /// <summary>Empty for invalid code that is no call.</summary>
    public static string NameOf(IInvalidOperation operation) =>
        operation.Syntax is InvocationExpressionSyntax call ? NameOf(call.Expression) : "";

    public static bool IsTask(string callee) => callee.EndsWith("Async", StringComparison.Ordinal);

    public static bool IsObservation(IInvalidOperation operation, string callee) =>
        operation.Syntax is InvocationExpressionSyntax call
        && (CallNames.IsObserver(callee) || CallNames.IsObserverVariable(ReceiverOf(call)));

    /// <summary>Its result is awaited or dropped, and its name does not ask or convert.</summary>
    public static bool IsProcessing(IInvalidOperation operation, string callee) =>
        operation.Syntax is InvocationExpressionSyntax && (CallShape.IsDropped(operation) || CallShape.IsAwaited(operation))
        && (CallShape.IsDropped(operation) || !CallNames.IsQuestion(callee) && !CallNames.IsConversion(callee));

    private static string ReceiverOf(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } ? NameOf(receiver) : "";

    private static string NameOf(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax member => member.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        InvocationExpressionSyntax call => NameOf(call.Expression),
        _ => "",
    };
}
