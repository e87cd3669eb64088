using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace OffsetGuard.CodeFixes;

/// <summary>How code lies on its lines.</summary>
internal static class Lines
{
    /// <summary>What one level more is, where the code around does not say it.</summary>
    public const string Indent = "    ";

    /// <summary>The line end behind the node; null when the line goes on with other code.</summary>
    public static string? EndOf(SyntaxNode node) => EndOf(node.GetLastToken());

    public static string? EndOf(SyntaxToken token)
    {
        foreach (var trivia in token.TrailingTrivia)
        {
            if (trivia.IsKind(SyntaxKind.EndOfLineTrivia))
                return trivia.ToString();
        }

        return null;
    }

    /// <summary>Nothing but blanks stands before the node on its line.</summary>
    public static bool IsFirst(SyntaxNode node) => LineOf(node.GetFirstToken()).Start + IndentOf(node).Length == node.SpanStart;

    /// <summary>The blanks at the start of the line on which the node begins.</summary>
    public static string IndentOf(SyntaxNode node)
    {
        var line = LineOf(node.GetFirstToken()).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    public static int StartOf(SyntaxToken token) => LineOf(token).Start;

    /// <summary>The node begins and ends on the same line.</summary>
    public static bool AreOne(SyntaxNode node) => LineOf(node.GetFirstToken()).LineNumber == LineOf(node.GetLastToken()).LineNumber;

    /// <summary>The whole lines of a node with the comments above it; or what it takes of its line.</summary>
    public static TextSpan SpanOf(SyntaxNode node)
    {
        var endOfLine = EndOf(node);
        return endOfLine is not null && IsFirst(node)
            ? TextSpan.FromBounds(StartWithComments(node), node.FullSpan.End)
            : TextSpan.FromBounds(node.SpanStart, node.FullSpan.End - (endOfLine ?? "").Length);
    }

    /// <summary>Where the comments above the node begin; the blank lines above them belong to the place, not to the node.</summary>
    public static int StartWithComments(SyntaxNode node)
    {
        var start = node.FullSpan.Start;
        foreach (var trivia in node.GetLeadingTrivia())
        {
            if (trivia.IsKind(SyntaxKind.EndOfLineTrivia))
                start = trivia.FullSpan.End;
            else if (!trivia.IsKind(SyntaxKind.WhitespaceTrivia))
                break;
        }

        return start;
    }

    private static TextLine LineOf(SyntaxToken token) => token.SyntaxTree!.GetText().Lines.GetLineFromPosition(token.SpanStart);
}
