using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OffsetGuard.Corpus.Labels;

namespace OffsetGuard.Corpus.Scoring;

/// <summary>The methods, constructors and properties of one file, as ranges of lines.</summary>
internal sealed class Members
{
    private readonly ImmutableArray<LineRange> _ranges;

    private Members(ImmutableArray<LineRange> ranges) => _ranges = ranges;

    public static Members Of(string source) => new(
    [
        .. CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes()
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax)
            .Select(RangeOf),
    ]);

    /// <summary>The members that have a line in common with the range; statements outside of any member belong to none.</summary>
    public IEnumerable<LineRange> Around(LineRange range) => _ranges.Where(member => member.Overlaps(range));

    private static LineRange RangeOf(MemberDeclarationSyntax member)
    {
        var span = member.GetLocation().GetLineSpan();
        return new LineRange(span.StartLinePosition.Line + 1, span.EndLinePosition.Line + 1);
    }
}
