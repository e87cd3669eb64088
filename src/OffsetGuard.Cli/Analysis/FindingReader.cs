using Microsoft.CodeAnalysis;
using OffsetGuard.Cli.Rules;

namespace OffsetGuard.Cli.Analysis;

/// <summary>Turns a diagnostic of our analyzers into a finding: steps, member, structure.</summary>
internal sealed class FindingReader(GateRules rules, Compilation compilation)
{
    private readonly Dictionary<SyntaxTree, ImmutableArray<string>> lineHashes = [];

    public RawFinding Read(Diagnostic diagnostic)
    {
        var location = diagnostic.Location;
        var symbol = MemberAround(location);
        var place = PlaceOf(location);
        var finding = new Finding
        {
            Rule = rules.Get(diagnostic.Id),
            Severity = diagnostic.Severity,
            Message = diagnostic.GetMessage(),
            Place = place,
            Symbol = symbol?.ToDisplayString(ShortName) ?? "",
            Steps = [.. diagnostic.AdditionalLocations.Select((step, i) => new FindingStep(PlaceOf(step), TextOfStep(diagnostic, i)))],
            Fingerprint = "",
            LineHash = HashesOf(location.SourceTree!)[place.StartLine - 1],
            IsSuppressed = diagnostic.IsSuppressed,
        };
        return new RawFinding(
            finding, symbol?.GetDocumentationCommentId() ?? "", [.. diagnostic.AdditionalLocations.Prepend(location).Select(TokensOf)]);
    }

    private static SymbolDisplayFormat ShortName { get; } = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        memberOptions: SymbolDisplayMemberOptions.IncludeContainingType);

    private static string TextOfStep(Diagnostic diagnostic, int index) =>
        diagnostic.Properties.GetValueOrDefault($"og.step.{index}") ?? "";

    private static CodePlace PlaceOf(Location location)
    {
        var span = location.GetLineSpan();
        var line = location.SourceTree!.GetText().Lines[span.StartLinePosition.Line].ToString();
        return new CodePlace(
            span.Path,
            span.StartLinePosition.Line + 1,
            span.StartLinePosition.Character + 1,
            span.EndLinePosition.Line + 1,
            span.EndLinePosition.Character + 1,
            line);
    }

    private ISymbol? MemberAround(Location location)
    {
        var symbol = compilation.GetSemanticModel(location.SourceTree!).GetEnclosingSymbol(location.SourceSpan.Start);
        while (symbol is IMethodSymbol { MethodKind: MethodKind.LambdaMethod or MethodKind.LocalFunction })
            symbol = symbol.ContainingSymbol;
        return symbol;
    }

    // Blanks, comments and line breaks do not change the identity of a finding.
    private static string TokensOf(Location location)
    {
        var tokens = location.SourceTree!.GetRoot().DescendantTokens(location.SourceSpan);
        return string.Join(' ', tokens.Where(token => location.SourceSpan.Contains(token.Span)).Select(token => token.Text));
    }

    private ImmutableArray<string> HashesOf(SyntaxTree tree)
    {
        if (!lineHashes.TryGetValue(tree, out var hashes))
            lineHashes[tree] = hashes = LineHash.OfLines(tree.GetText().ToString());
        return hashes;
    }
}
