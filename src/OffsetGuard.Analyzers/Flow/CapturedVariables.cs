using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OffsetGuard.Analyzers.Flow;

/// <summary>Variables that a lambda or local function uses although they belong to the code around it.</summary>
internal static class CapturedVariables
{
    public static ISet<ISymbol> Of(IOperation block)
    {
        var captured = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in block.Descendants())
        {
            var variable = operation switch
            {
                ILocalReferenceOperation local => (ISymbol)local.Local,
                IParameterReferenceOperation parameter => parameter.Parameter,
                _ => null,
            };
            if (variable is not null && EnclosingFunction(operation) is { } function
                && !SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, function))
                captured.Add(variable);
        }

        return captured;
    }

    private static IMethodSymbol? EnclosingFunction(IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation lambda)
                return lambda.Symbol;
            if (current is ILocalFunctionOperation local)
                return local.Symbol;
        }

        return null;
    }
}
