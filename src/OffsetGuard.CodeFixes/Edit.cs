using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace OffsetGuard.CodeFixes;

/// <summary>Changes of the text of one file. What they do not name stays as it is, to the last blank.</summary>
internal sealed record Edit(ImmutableArray<TextChange> Changes)
{
    public static Edit None { get; } = new(ImmutableArray<TextChange>.Empty);

    public SourceText ApplyTo(SourceText text) => text.WithChanges(Changes);

    /// <summary>Both edits; null when the other one cannot be done.</summary>
    public Edit? And(Edit? other) => other is null ? null : new Edit(Changes.AddRange(other.Changes));

    public static Edit Replace(SyntaxNode node, string code) => Change(node.Span, code);

    public static Edit InsertBefore(SyntaxNode node, string code) => Insert(node.SpanStart, code);

    public static Edit InsertAfter(SyntaxNode node, string code) => Insert(node.Span.End, code);

    /// <summary>A new statement behind another: on a line of its own, unless the line goes on.</summary>
    public static Edit AddStatement(StatementSyntax after, string code) => Lines.EndOf(after) is { } endOfLine
        ? Insert(after.FullSpan.End, Lines.IndentOf(after) + code + endOfLine)
        : InsertAfter(after, " " + code);

    /// <summary>A new last statement of a block.</summary>
    public static Edit AddStatement(BlockSyntax block, string code)
    {
        if (block.Statements.LastOrDefault() is { } last)
            return AddStatement(last, code);
        return Lines.EndOf(block.OpenBraceToken) is { } endOfLine
            ? Insert(Lines.StartOf(block.CloseBraceToken), Lines.IndentOf(block) + Lines.Indent + code + endOfLine)
            : Insert(block.CloseBraceToken.SpanStart, $" {code} ".Substring(block.OpenBraceToken.HasTrailingTrivia ? 1 : 0));
    }

    /// <summary>Takes a statement away, and the comments above and beside it.</summary>
    public static Edit Remove(StatementSyntax statement) => Change(Lines.SpanOf(statement), "");

    /// <summary>Moves a statement, with the comments above and beside it, behind another one of the same list.</summary>
    public static Edit Move(StatementSyntax statement, StatementSyntax after)
    {
        var removed = Lines.SpanOf(statement);
        var isLine = Lines.EndOf(statement) is not null && Lines.EndOf(after) is not null && Lines.IsFirst(statement);
        var added = isLine
            ? Insert(after.FullSpan.End, statement.SyntaxTree.GetText().ToString(removed))
            : AddStatement(after, statement.ToString());
        return new Edit(Change(removed, "").Changes.AddRange(added.Changes));
    }

    public static Edit Insert(int position, string code) => Change(new TextSpan(position, 0), code);

    /// <summary>Replaces what lies between two positions.</summary>
    public static Edit Change(int start, int end, string code) => Change(TextSpan.FromBounds(start, end), code);

    private static Edit Change(TextSpan span, string code) => new(ImmutableArray.Create(new TextChange(span, code)));
}
