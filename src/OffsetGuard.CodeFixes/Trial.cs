using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using OffsetGuard.Analyzers;

namespace OffsetGuard.CodeFixes;

/// <summary>Tries edits of one file: the compiler must accept them, the finding be gone, and no rule warn of anything new.</summary>
internal sealed class Trial(Document document, CancellationToken cancellationToken)
{
    private readonly ImmutableArray<DiagnosticAnalyzer> analyzers = ImmutableArray.Create<DiagnosticAnalyzer>(new KafkaAnalyzer());

    private ImmutableArray<Diagnostic>? before;

    /// <summary>The errors of the compiler and the findings of all rules in the file as it is.</summary>
    public async Task<ImmutableArray<Diagnostic>> Findings() => before ??= await FindingsIn(document).ConfigureAwait(false);

    /// <summary>The diagnostic with the code that it points to.</summary>
    public async Task<FixContext?> Look(Diagnostic diagnostic)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return root is null || model is null ? null : new FixContext(model, root, diagnostic);
    }

    /// <summary>The file with the edit; null when it repairs nothing, or breaks something.</summary>
    public async Task<Document?> Try(Edit edit, string ruleId)
    {
        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var changed = document.WithText(edit.ApplyTo(text));
        var was = await Findings().ConfigureAwait(false);
        var now = await FindingsIn(changed).ConfigureAwait(false);
        var breaksNothing = now.Where(finding => finding.DefaultSeverity >= DiagnosticSeverity.Warning)   // advice is no harm
            .GroupBy(finding => finding.Id).All(findings => findings.Count() <= CountOf(findings.Key, was));
        return breaksNothing && CountOf(ruleId, now) < CountOf(ruleId, was) ? changed : null;
    }

    private static int CountOf(string id, ImmutableArray<Diagnostic> findings) => findings.Count(finding => finding.Id == id);

    private async Task<ImmutableArray<Diagnostic>> FindingsIn(Document any)
    {
        var compilation = await any.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false);
        var tree = await any.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false);
        if (compilation is null || tree is null)
            return ImmutableArray<Diagnostic>.Empty;

        var model = compilation.GetSemanticModel(tree);
        var errors = model.GetDiagnostics(cancellationToken: cancellationToken).Where(error => error.Severity == DiagnosticSeverity.Error);
        var findings = await compilation.WithAnalyzers(analyzers, any.Project.AnalyzerOptions)
            .GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, cancellationToken).ConfigureAwait(false);
        return findings.AddRange(errors);
    }
}
