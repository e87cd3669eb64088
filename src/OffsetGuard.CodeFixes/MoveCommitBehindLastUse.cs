using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using OffsetGuard.Analyzers;

namespace OffsetGuard.CodeFixes;

/// <summary>Repairs OG1001 and OG1002 where commit or store and last use stand in the same list of statements.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveCommitBehindLastUse))]
[Shared]
internal sealed class MoveCommitBehindLastUse : KafkaFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(RuleCatalogue.OG1001.Id, RuleCatalogue.OG1002.Id);

    protected override string Title => "Commit after the record is processed";

    protected override Edit? Plan(FixContext fix) =>
        fix.FindLastUse() is { } use && fix.CanPass(use) ? Edit.Move(fix.Commit, after: use) : null;
}
