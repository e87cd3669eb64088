using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OffsetGuard.Analyzers;

namespace OffsetGuard.CodeFixes;

/// <summary>Repairs OG1001 and OG1002 where commit or store and last use stand in the same list of statements.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveCommitBehindLastUse))]
[Shared]
internal sealed class MoveCommitBehindLastUse : KafkaFix
{
    private const int ConsumeStep = 0;

    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(RuleCatalogue.OG1001.Id, RuleCatalogue.OG1002.Id);

    protected override string Order => "Commit after the record is processed";

    protected override Edit? Plan(FixContext fix)
    {
        if (fix.Place.Parent is not ExpressionStatementSyntax commit || StatementList.FindAround(commit) is not { } statements
            || ConsumedRecord.Find(fix, ConsumeStep) is not { } record)
            return null;

        var next = statements.IndexOf(commit) + 1;
        if (record.FindLastUse(statements, next) is not { } use || !StatementList.IsPassed(fix.Model, statements[next], use))
            return null;

        var passed = statements.Skip(next).TakeWhile(statement => statement.SpanStart <= use.SpanStart).ToArray();
        return MeansTheSameBehind(passed, commit, fix) ? Edit.Move(commit, after: use) : null;
    }

    // Nothing that the commit names is written on the way, and a list of offsets is not touched at all: it may be emptied.
    private static bool MeansTheSameBehind(StatementSyntax[] passed, StatementSyntax commit, FixContext fix)
    {
        var written = fix.Model.AnalyzeDataFlow(passed[0], passed[passed.Length - 1])!.WrittenInside;
        foreach (var name in commit.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (fix.Model.GetSymbolInfo(name).Symbol is not { Kind: SymbolKind.Local or SymbolKind.Field or SymbolKind.Parameter } variable)
                continue;
            var isOffsets = name.FirstAncestorOrSelf<ArgumentSyntax>() is not null
                && fix.Model.GetTypeInfo(name).Type is not { Name: "ConsumeResult" };
            if (written.Contains(variable, SymbolEqualityComparer.Default)
                || isOffsets && passed.Any(statement => fix.IsNamedIn(statement, variable)))
                return false;
        }

        return true;
    }
}
