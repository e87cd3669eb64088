using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OffsetGuard.CodeFixes;

/// <summary>The statements of a block or a switch section.</summary>
internal static class StatementList
{
    public static SyntaxList<StatementSyntax>? FindAround(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements,
        SwitchSectionSyntax section => section.Statements,
        _ => null,
    };

    public static SyntaxNode Replace(SyntaxNode owner, SyntaxList<StatementSyntax> statements) => owner switch
    {
        BlockSyntax block => block.WithStatements(statements),
        SwitchSectionSyntax section => section.WithStatements(statements),
        _ => throw new ArgumentException(
            $"A {owner.GetType().Name} has no statement list; a fix must not plan an edit in it.", nameof(owner)),
    };
}
