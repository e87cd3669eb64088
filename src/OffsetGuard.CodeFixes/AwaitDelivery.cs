using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OffsetGuard.Analyzers;

namespace OffsetGuard.CodeFixes;

/// <summary>Repairs OG1008 where the producer is called in an async method, and no delivery handler is lost by it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AwaitDelivery))]
[Shared]
internal sealed class AwaitDelivery : KafkaFix
{
    private const int ProduceStep = 1;

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleCatalogue.OG1008.Id);

    protected override string Order => "Await the delivery before the offset moves on";

    protected override Edit? Plan(FixContext fix)
    {
        if (DroppedTask.Find(fix.FindStep(ProduceStep)) is not { } produce
            || produce.Call is not { Expression: MemberAccessExpressionSyntax { Name: { } method }, ArgumentList.Arguments.Count: 2 })
            return null;
        return method.Identifier.ValueText == "Produce" ? produce.Await().And(Edit.Replace(method, "ProduceAsync")) : produce.Await();
    }
}
