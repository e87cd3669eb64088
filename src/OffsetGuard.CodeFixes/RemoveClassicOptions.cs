using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OffsetGuard.Analyzers;

namespace OffsetGuard.CodeFixes;

/// <summary>Repairs OG2009: session timeout, heartbeats and assignor are settings of the broker.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveClassicOptions))]
[Shared]
internal sealed class RemoveClassicOptions : KafkaFix
{
    private const int FirstOptionStep = 1;

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleCatalogue.OG2009.Id);

    protected override string Order => "Remove what the broker decides";

    protected override Edit? Plan(FixContext fix)
    {
        Edit? edit = Edit.None;
        var elements = new List<ExpressionSyntax>();
        for (var step = FirstOptionStep; step < fix.StepCount; step++)
        {
            if (fix.FindStep(step) is not ExpressionSyntax option)
                return null;
            if (option.Parent is InitializerExpressionSyntax)
                elements.Add(option);
            else
                edit = option.Parent is ExpressionStatementSyntax statement ? edit?.And(Edit.Remove(statement)) : null;
        }

        foreach (var initializer in elements.GroupBy(element => (InitializerExpressionSyntax)element.Parent!))
            edit = edit?.And(InitializerList.Remove(initializer.Key, initializer.ToArray()));
        return edit;
    }
}
