using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using OffsetGuard.Analyzers;

namespace OffsetGuard.CodeFixes;

/// <summary>Repairs OG1005 and OG1006: the exception leaves the loop, so no later record is committed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RethrowFailure))]
[Shared]
internal sealed class RethrowFailure : KafkaFix
{
    private const int FailureStep = 1;

    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(RuleCatalogue.OG1005.Id, RuleCatalogue.OG1006.Id);

    public override string SideEffect => "the loop ends at the first failure";

    protected override string Order => "Rethrow the exception";

    protected override Edit? Plan(FixContext fix) => SwallowedFailure.Find(fix, FailureStep)?.EndWith("throw;");
}
