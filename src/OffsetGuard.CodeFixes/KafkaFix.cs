using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OffsetGuard.CodeFixes;

/// <summary>A fix that moves statements. It is offered only when its plan is valid, and it can always fix everything at once.</summary>
internal abstract class KafkaFix : CodeFixProvider
{
    protected abstract string Title { get; }

    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || model is null)
            return;

        foreach (var diagnostic in context.Diagnostics)
        {
            if (FixContext.Find(model, root, diagnostic) is not { } fix || Plan(fix) is not { } edit)
                continue;
            var document = context.Document;
            var action = CodeAction.Create(Title, _ => Task.FromResult(Apply(document, root, edit)), equivalenceKey: GetType().Name);
            context.RegisterCodeFix(action, diagnostic);
        }
    }

    /// <summary>Null when the code has no place where the edit is safe.</summary>
    protected abstract Edit? Plan(FixContext fix);

    private static Document Apply(Document document, SyntaxNode root, Edit edit)
    {
        var owner = edit.Statement.Parent!;
        var statements = new List<StatementSyntax>(StatementList.FindAround(edit.Statement)!.Value);
        var from = statements.IndexOf(edit.Statement);
        var (blankLines, moved) = SplitBlankLines(edit.Statement);

        // The blank lines above the statement belong to the place, not to the statement.
        var next = statements[from + 1];
        statements.Insert(statements.IndexOf(edit.After) + 1, moved);
        statements[from + 1] = next.WithLeadingTrivia(blankLines.AddRange(next.GetLeadingTrivia()));
        statements.RemoveAt(from);
        return document.WithSyntaxRoot(root.ReplaceNode(owner, StatementList.Replace(owner, SyntaxFactory.List(statements))));
    }

    private static (SyntaxTriviaList BlankLines, StatementSyntax Statement) SplitBlankLines(StatementSyntax statement)
    {
        var trivia = statement.GetLeadingTrivia();
        var count = 0;
        while (count < trivia.Count && trivia[count].IsKind(SyntaxKind.EndOfLineTrivia))
            count++;
        return (SyntaxFactory.TriviaList(trivia.Take(count)), statement.WithLeadingTrivia(trivia.Skip(count)));
    }
}
