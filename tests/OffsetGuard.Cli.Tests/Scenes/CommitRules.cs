using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using OffsetGuard.Analyzers;
using OffsetGuard.Analyzers.Kafka;
using OffsetGuard.Cli.Rules;

namespace OffsetGuard.Cli.Tests.Scenes;

/// <summary>Two rules that need no flow analysis: they fire on calls by their name alone, so a scene is one line of code.</summary>
internal static class CommitRules
{
    private static DiagnosticDescriptor CommitRule { get; } = new(
        "OG1001", "Offset is committed too early", "the offset moves here", "OffsetGuard.Loss", DiagnosticSeverity.Error, true,
        "A crash after the commit loses the record.", "https://example.org/OG1001.md");

    private static DiagnosticDescriptor SeekRule { get; } = new(
        "OG3005", "Seek is too early", "the partition is not fetched yet", "OffsetGuard.Crash", DiagnosticSeverity.Warning, true,
        "Seek throws.", "https://example.org/OG3005.md");

    public static GateRules Both { get; } = RulesWith(new NamedCallAnalyzer());

    public static GateRules Crashing { get; } = RulesWith(new CrashingAnalyzer());

    private static GateRules RulesWith(DiagnosticAnalyzer analyzer) => new(
        [analyzer],
        [
            new RuleDescription(Effect.Loss, CommitRule, "# OG1001\n\nThe page of the first rule.\n"),
            new RuleDescription(Effect.Crash, SeekRule, "# OG3005\n\nThe page of the second rule.\n"),
        ],
        (_, _) => new ConsumerInventory(2, 1));

    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class NamedCallAnalyzer : DiagnosticAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [CommitRule, SeekRule];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSyntaxNodeAction(Judge, SyntaxKind.InvocationExpression);
        }

        private static void Judge(SyntaxNodeAnalysisContext context)
        {
            var call = (InvocationExpressionSyntax)context.Node;
            if (NameOf(call) == "Commit" && call.FirstAncestorOrSelf<BlockSyntax>() is { } block)
            {
                var last = block.Statements.Last();
                var texts = ImmutableDictionary<string, string?>.Empty
                    .Add("og.step.0", "offset committed")
                    .Add("og.step.1", "record still processed");
                Location[] steps = [call.GetLocation(), last.GetLocation()];
                context.ReportDiagnostic(Diagnostic.Create(CommitRule, call.GetLocation(), steps, texts));
            }

            if (NameOf(call) == "Seek")
                context.ReportDiagnostic(Diagnostic.Create(SeekRule, call.GetLocation()));
        }

        private static string NameOf(InvocationExpressionSyntax call) =>
            call.Expression is MemberAccessExpressionSyntax member ? member.Name.Identifier.Text : call.Expression.ToString();
    }

    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class CrashingAnalyzer : DiagnosticAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [CommitRule];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterCompilationAction(_ => throw new InvalidOperationException("the analyzer is broken"));
        }
    }
}
