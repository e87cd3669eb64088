using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OffsetGuard.Analyzers.Tests.Verification;

namespace OffsetGuard.Analyzers.Tests.Robustness;

/// <summary>Code that consumes: a file, or the body of <see cref="Snippet.Worker"/>.</summary>
internal sealed record KnownSource(string Text, bool IsBody)
{
    /// <summary>The files that are left when one token is missing, for each token in turn.</summary>
    public IEnumerable<string> WithoutOneToken() =>
        from token in CSharpSyntaxTree.ParseText(Text).GetRoot().DescendantTokens()
        where token.Span.Length > 0
        let text = Text.Remove(token.SpanStart, token.Span.Length)
        select IsBody ? Snippet.Worker(text) : text;
}
