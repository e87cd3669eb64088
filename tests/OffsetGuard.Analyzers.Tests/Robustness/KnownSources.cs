using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OffsetGuard.Analyzers.Tests.Docs;
using OffsetGuard.Analyzers.Tests.Verification;
using OffsetGuard.Approval;

namespace OffsetGuard.Analyzers.Tests.Robustness;

/// <summary>Every piece of consuming code there is: snippets of these tests, samples, blocks of the rule pages. A new one takes part by itself.</summary>
internal static class KnownSources
{
    public static IReadOnlyList<KnownSource> All { get; } =
        [.. Files("samples").Where(file => file.EndsWith("OrderLoop.cs", StringComparison.Ordinal)).Select(OfFile), .. Pages(), .. Snippets()];

    private static KnownSource OfFile(string path) => new(File.ReadAllText(path), IsBody: false);

    private static IEnumerable<KnownSource> Pages() =>
        from rule in RuleCatalogue.All
        let page = RulePage.Get(rule)
        from section in new[] { "Violation", "Correct" }
        from block in page.CodeIn(section)
        select OfText(block);

    private static IEnumerable<KnownSource> Snippets() =>
        from file in Files(Path.Combine("tests", "OffsetGuard.Analyzers.Tests"))
        from literal in CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes().OfType<LiteralExpressionSyntax>()
        where literal.IsKind(SyntaxKind.StringLiteralExpression) && literal.Token.ValueText.Contains(".Consume(", StringComparison.Ordinal)
        select OfText(literal.Token.ValueText);

    private static KnownSource OfText(string markup)
    {
        var source = Markup.Parse(markup).Source;
        var members = CSharpSyntaxTree.ParseText(source).GetCompilationUnitRoot();
        var isBody = members.Members.Any(SyntaxKind.GlobalStatement) && members.Usings.Count == 0;
        return new KnownSource(source, isBody);
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Approve.RepositoryRoot, folder), "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}
