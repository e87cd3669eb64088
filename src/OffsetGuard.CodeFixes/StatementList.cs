using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
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

    /// <summary>Whoever runs the first statement gets behind the last one, unless an exception is thrown.</summary>
    public static bool IsPassed(SemanticModel model, StatementSyntax first, StatementSyntax last) =>
        model.AnalyzeControlFlow(first, last) is
            { Succeeded: true, ExitPoints.IsEmpty: true, ReturnStatements.IsEmpty: true, EndPointIsReachable: true };

    /// <summary>The code behind the statement can be reached over it.</summary>
    public static bool IsEndReached(SemanticModel model, StatementSyntax statement) =>
        model.AnalyzeControlFlow(statement) is { Succeeded: true, EndPointIsReachable: true };
}
