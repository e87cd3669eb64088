using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OffsetGuard.CodeFixes;

/// <summary>One diagnostic, and the code that it points to.</summary>
internal sealed class FixContext(SemanticModel model, SyntaxNode root, Diagnostic diagnostic)
{
    public SemanticModel Model { get; } = model;

    /// <summary>The node that is marked.</summary>
    public SyntaxNode Place => NodeAt(diagnostic.Location);

    /// <summary>How many steps the diagnostic tells.</summary>
    public int StepCount => diagnostic.AdditionalLocations.Count;

    /// <summary>The node of a step, counted from 0; null when it lies in another file.</summary>
    public SyntaxNode? FindStep(int step) => diagnostic.AdditionalLocations.ElementAtOrDefault(step) is { } location
        && location.SourceTree == root.SyntaxTree ? NodeAt(location) : null;

    /// <summary>The code names the variable, the method or the type.</summary>
    public bool IsNamedIn(SyntaxNode code, ISymbol symbol)
    {
        foreach (var part in code.DescendantNodesAndSelf())
        {
            if (part is IdentifierNameSyntax name && name.Identifier.ValueText == symbol.Name
                && SymbolEqualityComparer.Default.Equals(Model.GetSymbolInfo(name).Symbol, symbol))
                return true;
        }

        return false;
    }

    public bool IsRecord(ExpressionSyntax expression) => Model.GetTypeInfo(expression).Type is { Name: "ConsumeResult" };

    private SyntaxNode NodeAt(Location location) => root.FindNode(location.SourceSpan, getInnermostNodeForTie: true);
}
