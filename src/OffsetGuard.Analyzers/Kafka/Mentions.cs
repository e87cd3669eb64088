using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>Looks for a name in the text of code: cheap, and on the side of yes.</summary>
internal static class Mentions
{
    public static bool In(SyntaxNode syntax, string name)
    {
        foreach (var token in syntax.DescendantTokens())
        {
            if (token.ValueText == name)
                return true;
        }

        return false;
    }

    /// <summary>The declaration of the symbol, or one part of it, mentions the name.</summary>
    public static bool In(ISymbol symbol, string name)
    {
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            if (In(reference.GetSyntax(), name))
                return true;
        }

        return false;
    }
}
