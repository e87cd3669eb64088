using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace OffsetGuard.CodeFixes;

/// <summary>What a fix knows of the commit that was reported and of the code behind it.</summary>
internal sealed class FixContext
{
    private readonly SemanticModel model;
    private readonly SyntaxList<StatementSyntax> statements;
    private readonly int commitIndex;
    private readonly TextSpan lateEffect;
    private readonly HashSet<ISymbol> record = new(SymbolEqualityComparer.Default);

    private FixContext(
        SemanticModel model, StatementSyntax commit, SyntaxList<StatementSyntax> statements, SyntaxNode consume, TextSpan lateEffect)
    {
        this.model = model;
        this.statements = statements;
        this.lateEffect = lateEffect;
        Commit = commit;
        commitIndex = statements.IndexOf(commit);
        CollectHolders(consume);
    }

    /// <summary>The statement that commits and does nothing else.</summary>
    public StatementSyntax Commit { get; }

    /// <summary>Null when the commit is not a statement of its own in a list of statements.</summary>
    public static FixContext? Find(SemanticModel model, SyntaxNode root, Diagnostic diagnostic)
    {
        var call = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        var consume = root.FindNode(diagnostic.AdditionalLocations[0].SourceSpan, getInnermostNodeForTie: true);
        return call.Parent is ExpressionStatementSyntax commit && StatementList.FindAround(commit) is { } statements
            ? new FixContext(model, commit, statements, consume, diagnostic.AdditionalLocations[2].SourceSpan)
            : null;
    }

    /// <summary>The last statement beside the commit that still uses the record; null when the late effect lies elsewhere.</summary>
    public StatementSyntax? FindLastUse()
    {
        if (lateEffect.Start < Commit.Span.End || lateEffect.End > statements.Last().Span.End)
            return null;

        for (var index = statements.Count - 1; index > commitIndex; index--)
        {
            if (Uses(statements[index]))
                return statements[index];
        }

        return null;
    }

    /// <summary>Up to <paramref name="last"/> nothing leaves the list, and nothing that the commit names is written.</summary>
    public bool CanPass(StatementSyntax last)
    {
        var first = statements[commitIndex + 1];
        var control = model.AnalyzeControlFlow(first, last);
        var data = model.AnalyzeDataFlow(first, last);
        if (control is not { Succeeded: true, ExitPoints.IsEmpty: true, ReturnStatements.IsEmpty: true, EndPointIsReachable: true }
            || data is not { Succeeded: true })
            return false;

        foreach (var written in data.WrittenInside)
        {
            if (IsNamedIn(Commit, written))
                return false;
        }

        return !TouchesOffsets(last);
    }

    // A list of offsets may be emptied on the way, and the commit would then commit nothing.
    private bool TouchesOffsets(StatementSyntax last)
    {
        var call = (InvocationExpressionSyntax)((ExpressionStatementSyntax)Commit).Expression;
        foreach (var part in call.ArgumentList.DescendantNodes())
        {
            if (part is not IdentifierNameSyntax name || model.GetTypeInfo(name).Type is { Name: "ConsumeResult" }
                || model.GetSymbolInfo(name).Symbol is not { Kind: SymbolKind.Local or SymbolKind.Field or SymbolKind.Parameter } offsets)
                continue;
            for (var index = commitIndex + 1; index <= statements.IndexOf(last); index++)
            {
                if (IsNamedIn(statements[index], offsets))
                    return true;
            }
        }

        return false;
    }

    private bool Uses(SyntaxNode node)
    {
        foreach (var holder in record)
        {
            if (IsNamedIn(node, holder))
                return true;
        }

        return false;
    }

    private bool IsNamedIn(SyntaxNode node, ISymbol symbol)
    {
        foreach (var part in node.DescendantNodes())
        {
            if (part is IdentifierNameSyntax name && name.Identifier.ValueText == symbol.Name
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, symbol))
                return true;
        }

        return false;
    }

    // The variable that receives the record, then every local that is made of a holder, in source order.
    private void CollectHolders(SyntaxNode consume)
    {
        if (consume.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member)
            return;
        foreach (var node in member.DescendantNodes())
        {
            var (target, value) = node switch
            {
                VariableDeclaratorSyntax { Initializer.Value: { } initial } => (model.GetDeclaredSymbol(node), initial),
                AssignmentExpressionSyntax assignment => (model.GetSymbolInfo(assignment.Left).Symbol, assignment.Right),
                ForEachStatementSyntax loop => (model.GetDeclaredSymbol(loop), loop.Expression),
                IsPatternExpressionSyntax match => (PatternVariable(match), match.Expression),
                _ => (null, null),
            };
            if (target is not null && value is not null && (value.Span.Contains(consume.Span) || Uses(value.Parent!)))
                record.Add(target);
        }
    }

    private ISymbol? PatternVariable(IsPatternExpressionSyntax match)
    {
        foreach (var node in match.Pattern.DescendantNodes())
        {
            if (node is SingleVariableDesignationSyntax designation)
                return model.GetDeclaredSymbol(designation);
        }

        return null;
    }
}
