using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>What a piece of code does itself, without the lambdas and local functions it declares: those run at another time.</summary>
internal static class OwnOperations
{
    /// <summary>In source order. Deep expressions are no matter: nothing calls itself.</summary>
    public static IEnumerable<IOperation> Of(IOperation code)
    {
        var open = new Stack<IOperation>(code.ChildOperations.Reverse());
        while (open.Count > 0)
        {
            var operation = open.Pop();
            if (IsFunction(operation))
                continue;
            yield return operation;
            foreach (var child in operation.ChildOperations.Reverse())
                open.Push(child);
        }
    }

    public static bool IsFunction(IOperation operation) => operation is IAnonymousFunctionOperation or ILocalFunctionOperation;
}
