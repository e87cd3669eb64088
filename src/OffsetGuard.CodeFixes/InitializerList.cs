using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OffsetGuard.CodeFixes;

/// <summary>The elements of an object initializer, each on its line or all on one.</summary>
internal static class InitializerList
{
    public static Edit Add(InitializerExpressionSyntax initializer, string element)
    {
        if (initializer.Expressions.LastOrDefault() is not { } last)
            return Edit.Replace(initializer, $"{{ {element} }}");

        var hasComma = initializer.Expressions.SeparatorCount == initializer.Expressions.Count;
        var end = hasComma ? initializer.Expressions.GetSeparator(initializer.Expressions.Count - 1) : last.GetLastToken();
        if (!Lines.IsFirst(last) || Lines.EndOf(end) is not { } endOfLine)
            return Edit.Insert(end.Span.End, hasComma ? $" {element}" : $", {element}");

        var line = Lines.IndentOf(last) + element;
        return hasComma
            ? Edit.Insert(end.FullSpan.End, line + "," + endOfLine)
            : Edit.Insert(end.Span.End, ",").And(Edit.Insert(end.FullSpan.End, line + endOfLine))!;
    }

    /// <summary>Takes elements away, with the comments above and beside them; null when they share their lines with others.</summary>
    public static Edit? Remove(InitializerExpressionSyntax initializer, IReadOnlyCollection<ExpressionSyntax> elements)
    {
        if (Lines.AreOne(initializer))
        {
            var others = string.Join(", ", initializer.Expressions.Where(element => !elements.Contains(element)));
            return Edit.Replace(initializer, others.Length == 0 ? "{ }" : $"{{ {others} }}");
        }

        Edit? edit = Edit.None;
        foreach (var element in elements)
            edit = edit?.And(RemoveLine(initializer, element));
        return edit;
    }

    private static Edit? RemoveLine(InitializerExpressionSyntax initializer, ExpressionSyntax element)
    {
        var index = initializer.Expressions.IndexOf(element);
        var end = index < initializer.Expressions.SeparatorCount ? initializer.Expressions.GetSeparator(index) : element.GetLastToken();
        return Lines.IsFirst(element) && Lines.EndOf(end) is not null
            ? Edit.Change(Lines.StartWithComments(element), end.FullSpan.End, "")
            : null;
    }
}
