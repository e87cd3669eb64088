using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OffsetGuard.Analyzers.Flow.Calls;

/// <summary>What the code around a call does with its result.</summary>
internal static class CallShape
{
    public static bool IsTask(ITypeSymbol? type) =>
        type is INamedTypeSymbol
        {
            Name: "Task" or "ValueTask",
            ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" },
        };

    /// <summary>The expression itself waits: <c>await</c>, <c>Wait()</c>, <c>Result</c>, <c>GetAwaiter().GetResult()</c>.</summary>
    public static bool IsAwaited(IOperation call)
    {
        for (var (operation, parent) = (call, call.Parent); parent is not null; (operation, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                case IAwaitOperation:
                    return true;
                case IConversionOperation:
                    continue;
                case IPropertyReferenceOperation { Property.Name: "Result" }:
                    return true;
                case IInvocationOperation chained when chained.Instance == operation:
                    if (chained.TargetMethod.Name is "Wait" or "GetResult")
                        return true;
                    if (chained.TargetMethod.Name is not ("ConfigureAwait" or "GetAwaiter" or "AsTask" or "WaitAsync"))
                        return false;
                    continue;
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WaitAsync" or "Unwrap" } }:
                    continue;
                default:
                    return false;
            }
        }

        return false;
    }

    /// <summary>Nobody looks at the result, or at what the awaited task brings.</summary>
    public static bool IsDropped(IOperation call)
    {
        var parent = call.Parent;
        while (parent is IConversionOperation or IAwaitOperation
            || parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "GetResult" or "Wait" })
            parent = parent.Parent;
        return parent is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation };
    }

    /// <summary>The call brings a value, after waiting if need be.</summary>
    public static bool HasResult(IOperation call) => call.Type switch
    {
        null or { SpecialType: SpecialType.System_Void } => false,
        INamedTypeSymbol { TypeArguments.IsEmpty: true } task when IsTask(task) => false,
        _ => true,
    };
}
