using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OffsetGuard.Analyzers;

namespace OffsetGuard.CodeFixes;

/// <summary>Repairs OG3002 where the call adds more than the 1 behind the record.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DropIncrement))]
[Shared]
internal sealed class DropIncrement : KafkaFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleCatalogue.OG3002.Id);

    protected override string Order => "Drop the increment";

    protected override Edit? Plan(FixContext fix)
    {
        if (fix.Place is not InvocationExpressionSyntax call)
            return null;

        var sums = call.ArgumentList.DescendantNodes().OfType<BinaryExpressionSyntax>()
            .Where(sum => sum.IsKind(SyntaxKind.AddExpression) && sum.Right.IsKind(SyntaxKind.NumericLiteralExpression)).ToArray();
        return sums.Length == 1 ? Drop(sums[0], fix) : null;
    }

    // The offset of the record itself still needs its 1; a variable that is too high holds the next offset already.
    private static Edit Drop(BinaryExpressionSyntax sum, FixContext fix) => IsOffsetOfRecord(sum.Left, fix)
        ? Edit.Replace(sum.Right, "1")
        : Edit.Change(sum.Left.Span.End, sum.Span.End, "");

    private static bool IsOffsetOfRecord(ExpressionSyntax offset, FixContext fix) =>
        offset.DescendantNodesAndSelf().OfType<MemberAccessExpressionSyntax>().Any(access => fix.IsRecord(access.Expression));
}
