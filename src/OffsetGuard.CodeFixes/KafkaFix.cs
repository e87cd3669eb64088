using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace OffsetGuard.CodeFixes;

/// <summary>A repair of one mistake. It plans the edit; whether the edit repairs anything is tried before it is offered.</summary>
internal abstract class KafkaFix : CodeFixProvider
{
    /// <summary>What the fix does, as an order.</summary>
    protected abstract string Order { get; }

    /// <summary>What it changes beyond the mistake; null when it changes nothing else.</summary>
    public virtual string? SideEffect => null;

    public string Title => SideEffect is null ? Order : $"{Order} ({SideEffect})";

    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(RepairAll);

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var trial = new Trial(context.Document, context.CancellationToken);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await Repair(diagnostic, trial).ConfigureAwait(false) is { } repaired)
                context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(repaired), GetType().Name), diagnostic);
        }
    }

    /// <summary>Null when the code has no place for the edit, or when it would mean something else afterwards.</summary>
    protected abstract Edit? Plan(FixContext fix);

    private async Task<Document?> Repair(Diagnostic diagnostic, Trial trial)
    {
        if (await trial.Look(diagnostic).ConfigureAwait(false) is not { } fix || Plan(fix) is not { } edit)
            return null;
        return await trial.Try(edit, diagnostic.Id).ConfigureAwait(false);
    }

    // One after the other, each tried on the outcome of those before it: two edits that are right alone may not be right together.
    private async Task<Document?> RepairAll(FixAllContext context, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        for (var round = 0; round < diagnostics.Length; round++)
        {
            var trial = new Trial(document, context.CancellationToken);
            var before = document;
            foreach (var finding in await trial.Findings().ConfigureAwait(false))
            {
                if (!context.DiagnosticIds.Contains(finding.Id) || await Repair(finding, trial).ConfigureAwait(false) is not { } repaired)
                    continue;
                document = repaired;
                break;
            }

            if (document == before)
                break;
        }

        return document;
    }
}
