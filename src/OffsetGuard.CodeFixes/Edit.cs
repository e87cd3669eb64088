using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OffsetGuard.CodeFixes;

/// <summary>Moves one statement behind another of the same statement list.</summary>
internal sealed record Edit(StatementSyntax Statement, StatementSyntax After)
{
    public static Edit Move(StatementSyntax statement, StatementSyntax after) => new(statement, after);
}
