using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using OffsetGuard.Analyzers;

namespace OffsetGuard.CodeFixes;

/// <summary>Repairs OG1003 where the task is dropped or discarded in an async method.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AwaitTask))]
[Shared]
internal sealed class AwaitTask : KafkaFix
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleCatalogue.OG1003.Id);

    protected override string Order => "Await the task before the offset moves on";

    protected override Edit? Plan(FixContext fix) => DroppedTask.Find(fix.Place)?.Await();
}
