using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OffsetGuard.CodeFixes;

/// <summary>A record in the code: who consumes it, which variable holds it, and which statements use it or what is made of it.</summary>
internal sealed class ConsumedRecord
{
    private readonly FixContext fix;
    private readonly InvocationExpressionSyntax consume;
    private readonly HashSet<ISymbol> holders = new(SymbolEqualityComparer.Default);

    private ConsumedRecord(FixContext fix, InvocationExpressionSyntax consume)
    {
        this.fix = fix;
        this.consume = consume;
        CollectHolders();
    }

    /// <summary>The consumer, as it is written.</summary>
    public string? Consumer => (consume.Expression as MemberAccessExpressionSyntax)?.Expression.ToString();

    /// <summary>The statement that consumes it; null when it is consumed in an expression of another statement.</summary>
    public StatementSyntax? Statement => consume.Parent switch
    {
        EqualsValueClauseSyntax { Parent.Parent.Parent: LocalDeclarationStatementSyntax declaration } => declaration,
        AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax assignment } => assignment,
        _ => null,
    };

    /// <summary>The variable that receives it; null when there is none.</summary>
    public string? Variable => consume.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } => declarator.Identifier.ValueText,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax variable } => variable.Identifier.ValueText,
        _ => null,
    };

    /// <summary>
    /// Consume with a timeout returns null when the time is over: then the code has to leave before it uses the variable. The other overloads
    /// wait.
    /// </summary>
    public bool IsAlwaysThere => consume.ArgumentList.Arguments is not { Count: > 0 } arguments
        || fix.Model.GetTypeInfo(arguments[0].Expression).Type is { Name: nameof(CancellationToken) }
        || Statement is { } consumed && StatementList.FindAround(consumed) is { } statements && statements.Any(LeavesWithoutRecord);

    /// <summary>The code around commits or stores offsets of its consumer already.</summary>
    public bool IsHandedBack => consume.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member
        && member.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            .Any(call => call.Name.Identifier.ValueText is "Commit" or "StoreOffset" && IsConsumer(call.Expression));

    /// <summary>Null when the step lies in another file or is no call.</summary>
    public static ConsumedRecord? Find(FixContext fix, int consumeStep) =>
        fix.FindStep(consumeStep) is InvocationExpressionSyntax call ? new ConsumedRecord(fix, call) : null;

    public bool IsConsumedIn(SyntaxNode node) => node.Span.Contains(consume.Span);

    public bool IsUsedIn(SyntaxNode node)
    {
        foreach (var holder in holders)
        {
            if (fix.IsNamedIn(node, holder))
                return true;
        }

        return false;
    }

    /// <summary>The last statement of a list that uses it, among those from <paramref name="first"/> on.</summary>
    public StatementSyntax? FindLastUse(SyntaxList<StatementSyntax> statements, int first)
    {
        for (var index = statements.Count - 1; index >= first; index--)
        {
            if (IsUsedIn(statements[index]))
                return statements[index];
        }

        return null;
    }

    /// <summary>Calls a method of the consumer with the record behind its last use, in the try block if there is one.</summary>
    public Edit? HandBack(string method)
    {
        if (Variable is null || Consumer is null || !IsAlwaysThere
            || Statement is not { } consumed || StatementList.FindAround(consumed) is not { } statements)
            return null;

        var use = FindLastUse(statements, statements.IndexOf(consumed) + 1);
        while (use is TryStatementSyntax attempt)
            use = FindLastUse(attempt.Block.Statements, 0);
        return use is not null && StatementList.IsEndReached(fix.Model, use)
            ? Edit.AddStatement(use, $"{Consumer}.{method}({Variable});")
            : null;
    }

    private bool IsConsumer(ExpressionSyntax receiver) => consume.Expression is MemberAccessExpressionSyntax { Expression: { } consumer }
        && SymbolEqualityComparer.Default.Equals(fix.Model.GetSymbolInfo(receiver).Symbol, fix.Model.GetSymbolInfo(consumer).Symbol);

    // if (record is null) continue;
    private bool LeavesWithoutRecord(StatementSyntax statement) =>
        statement is IfStatementSyntax guard && IsUsedIn(guard.Condition) && !StatementList.IsEndReached(fix.Model, guard.Statement)
        && guard.Condition.DescendantNodes().Any(node => node.IsKind(SyntaxKind.NullLiteralExpression));

    // The variable that receives the record, then every local that is made of a holder, in source order.
    private void CollectHolders()
    {
        if (consume.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member)
            return;
        foreach (var node in member.DescendantNodes())
        {
            var (target, value) = node switch
            {
                VariableDeclaratorSyntax { Initializer.Value: { } initial } => (fix.Model.GetDeclaredSymbol(node), initial),
                AssignmentExpressionSyntax assignment => (fix.Model.GetSymbolInfo(assignment.Left).Symbol, assignment.Right),
                ForEachStatementSyntax loop => (fix.Model.GetDeclaredSymbol(loop), loop.Expression),
                IsPatternExpressionSyntax match => (PatternVariable(match), match.Expression),
                _ => (null, null),
            };
            if (target is not null && value is not null && (value.Span.Contains(consume.Span) || IsUsedIn(value.Parent!)))
                holders.Add(target);
        }
    }

    private ISymbol? PatternVariable(IsPatternExpressionSyntax match)
    {
        foreach (var node in match.Pattern.DescendantNodes())
        {
            if (node is SingleVariableDesignationSyntax designation)
                return fix.Model.GetDeclaredSymbol(designation);
        }

        return null;
    }
}
