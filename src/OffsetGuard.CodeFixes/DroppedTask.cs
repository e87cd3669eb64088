using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OffsetGuard.CodeFixes;

/// <summary>A statement that begins work and does not wait for it: <c>SaveAsync(x);</c> or <c>_ = SaveAsync(x);</c>.</summary>
internal sealed class DroppedTask
{
    private readonly ExpressionSyntax task;

    private DroppedTask(InvocationExpressionSyntax call, ExpressionSyntax task)
    {
        Call = call;
        this.task = task;
    }

    /// <summary>What begins the work.</summary>
    public InvocationExpressionSyntax Call { get; }

    /// <summary>Null when the task is given to somebody, who may wait for it.</summary>
    public static DroppedTask? Find(SyntaxNode? node)
    {
        if (node is not InvocationExpressionSyntax call)
            return null;

        ExpressionSyntax task = call;
        if (task.Parent is MemberAccessExpressionSyntax
            { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax configured })
            task = configured;
        return task.Parent is ExpressionStatementSyntax or AssignmentExpressionSyntax
            { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Parent: ExpressionStatementSyntax }
            ? new DroppedTask(call, task)
            : null;
    }

    public Edit Await() => task.Parent is AssignmentExpressionSyntax discard
        ? Edit.Change(discard.SpanStart, task.SpanStart, "await ")
        : Edit.Insert(task.SpanStart, "await ");
}
