using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OffsetGuard.CodeFixes;

/// <summary>A failure, and the one catch block after which the loop goes on as if nothing had happened.</summary>
internal sealed class SwallowedFailure
{
    private readonly BlockSyntax handler;

    private SwallowedFailure(TryStatementSyntax attempt, BlockSyntax handler)
    {
        Attempt = attempt;
        this.handler = handler;
    }

    public TryStatementSyntax Attempt { get; }

    /// <summary>Null when the failure is swallowed elsewhere, or in more than one catch block.</summary>
    public static SwallowedFailure? Find(FixContext fix, int failureStep)
    {
        var failure = fix.FindStep(failureStep);
        for (var node = failure; node is not null; node = node.Parent)
        {
            if (node is not TryStatementSyntax attempt || !attempt.Block.Span.Contains(failure!.Span))
                continue;
            var handlers = attempt.Catches.Where(clause => CatchesFailures(clause) && GoesOn(clause.Block, fix.Model)).ToArray();
            if (handlers.Length > 0)
                return handlers.Length == 1 ? new SwallowedFailure(attempt, handlers[0].Block) : null;
        }

        return null;
    }

    /// <summary>A statement at the end of the catch block, in place of its <c>continue</c>.</summary>
    public Edit EndWith(string code) =>
        handler.Statements.LastOrDefault() is ContinueStatementSyntax last ? Edit.Replace(last, code) : Edit.AddStatement(handler, code);

    /// <summary>A statement at the end of the catch block, before its <c>continue</c>.</summary>
    public Edit AddToEnd(string code) => handler.Statements.LastOrDefault() is ContinueStatementSyntax last
        ? Lines.EndOf(last) is { } endOfLine && Lines.IsFirst(last)
            ? Edit.InsertBefore(last, code + endOfLine + Lines.IndentOf(last))
            : Edit.InsertBefore(last, code + " ")
        : Edit.AddStatement(handler, code);

    // These say that there is no record, or that the loop was asked to stop.
    private static bool CatchesFailures(CatchClauseSyntax clause) =>
        clause.Declaration?.Type.ToString() is not (nameof(OperationCanceledException) or nameof(TaskCanceledException) or "ConsumeException");

    private static bool GoesOn(BlockSyntax block, SemanticModel model) =>
        block.Statements.LastOrDefault() is ContinueStatementSyntax || StatementList.IsEndReached(model, block);
}
