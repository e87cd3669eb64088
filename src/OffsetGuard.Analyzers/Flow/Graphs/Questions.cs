using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Flow.Calls;
using OffsetGuard.Analyzers.Flow.Records;

namespace OffsetGuard.Analyzers.Flow.Graphs;

/// <summary>Conditions that ask whether there is room or leave to work: a limiter, a semaphore, a switch that pauses.</summary>
/// <remarks>
/// Such a condition does not look at the record. One that does is a filter, and so may be any other: a filter behind the question
/// decides about the record, and the question does not.
/// </remarks>
internal static class Questions
{
    // A variable may be made of another one, and that of the record.
    private const int InitializersMax = 3;

    /// <summary>Notes on the path what the answer to a question was, or that something else has decided since.</summary>
    public static void Note(IOperation condition, bool answer, PathState path)
    {
        if (path.Token is not { State: RecordState.Fresh } token || IsOfNoMatter(condition))
            return;

        var names = new HashSet<string>(StringComparer.Ordinal);
        AddNames(WholeOf(condition.Syntax), names, InitializersMax);
        var question = ReadsRecord(names, path) ? null : CallNames.FindQuestion(names);
        path.Token = question is null
            ? token with { IsAsked = false }
            : token.With(RecordState.Fresh, new PathStep(StepKind.Ask, condition, question) { Answer = answer }) with { IsAsked = true };
    }

    // Whether there is a logger at all, and whether the loop goes on.
    private static bool IsOfNoMatter(IOperation condition) =>
        condition is IIsNullOperation
        || condition.Syntax.FirstAncestorOrSelf<StatementSyntax>() is WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax
            or CommonForEachStatementSyntax
        || condition is IInvocationOperation call && CallNames.IsObserver(call.TargetMethod)
        || condition is IInvocationOperation { TargetMethod.Name: "MoveNext" or "MoveNextAsync" };

    // Of "a || !b" the graph makes two conditions, but it is one decision.
    private static SyntaxNode WholeOf(SyntaxNode condition)
    {
        while (condition.Parent is ParenthesizedExpressionSyntax or PrefixUnaryExpressionSyntax or AwaitExpressionSyntax
            || condition.Parent is BinaryExpressionSyntax binary
                && (binary.IsKind(SyntaxKind.LogicalAndExpression) || binary.IsKind(SyntaxKind.LogicalOrExpression)))
            condition = condition.Parent;
        return condition;
    }

    private static void AddNames(SyntaxNode expression, HashSet<string> names, int initializersMax)
    {
        foreach (var name in expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>())
        {
            if (names.Add(name.Identifier.ValueText) && initializersMax > 0 && FindInitializer(name) is { } initializer)
                AddNames(initializer, names, initializersMax - 1);
        }
    }

    private static ExpressionSyntax? FindInitializer(SimpleNameSyntax name)
    {
        if (name.Parent is MemberAccessExpressionSyntax member && member.Name == name)
            return null;
        foreach (var block in name.Ancestors().OfType<BlockSyntax>())
        {
            foreach (var declaration in block.Statements.OfType<LocalDeclarationStatementSyntax>())
            {
                foreach (var variable in declaration.Declaration.Variables)
                {
                    if (variable.Identifier.ValueText == name.Identifier.ValueText)
                        return variable.Initializer?.Value;
                }
            }
        }

        return null;
    }

    private static bool ReadsRecord(HashSet<string> names, PathState path)
    {
        foreach (var pair in path.Held)
        {
            if (pair.Value.IsCarrying && pair.Key.Variable is { } variable && names.Contains(variable.Name))
                return true;
        }

        return false;
    }
}
