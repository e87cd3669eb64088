using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Loops;

/// <summary>A collection that keeps offsets from one commit to the next, and is emptied before the commit is done.</summary>
/// <param name="Collection">The variable of the collection.</param>
/// <param name="Copy">The variable that is given to the commit.</param>
/// <param name="Drop">Where the collection is emptied or replaced.</param>
internal sealed record PendingOffsets(ISymbol Collection, ILocalSymbol Copy, IOperation Drop)
{
    /// <summary>Null when the commit is given something else, or when the collection stays as it is until the commit is done.</summary>
    public static PendingOffsets? DroppedBefore(CommitCall commit)
    {
        if (commit.Call.Arguments.IsEmpty || VariableWrites.VariableOf(commit.Call.Arguments[0].Value) is not ILocalSymbol copy
            || commit.Code.FindOnlyValue(copy) is not { } value || FindSource(value) is not { } source)
            return null;
        if (VariableWrites.Unconverted(value) is IInvocationOperation { TargetMethod.ContainingType.Name: nameof(Interlocked) } swap)
            return new PendingOffsets(source, copy, swap);

        foreach (var reference in commit.Code.ReferencesTo(source))
        {
            if (DropOf(reference) is { } drop && drop.Syntax.SpanStart >= value.Syntax.Span.End && AlwaysComesBefore(drop, commit.Call))
                return new PendingOffsets(source, copy, drop);
        }

        return null;
    }

    // pending, pending.Values.ToList(), new List<TopicPartitionOffset>(pending), Interlocked.Exchange(ref pending, new())
    private static ISymbol? FindSource(IOperation value)
    {
        switch (VariableWrites.Unconverted(value))
        {
            case IInvocationOperation { Instance: { } list }:
                return FindSource(list);
            case IInvocationOperation { Arguments: { Length: > 0 } arguments }:
                return FindSource(arguments[0].Value);
            case IObjectCreationOperation { Arguments: { Length: 1 } copied }:
                return FindSource(copied[0].Value);
            case IPropertyReferenceOperation { Property.Name: "Values", Instance: { } dictionary }:
                return FindSource(dictionary);
            case { Type: { SpecialType: SpecialType.None, TypeKind: not TypeKind.Delegate } } variable:
                return VariableWrites.VariableOf(variable) is IFieldSymbol or ILocalSymbol ? VariableWrites.VariableOf(variable) : null;
            default:
                return null;
        }
    }

    private static IOperation? DropOf(IOperation reference) => reference.Parent switch
    {
        IInvocationOperation { TargetMethod.Name: "Clear" } call when call.Instance == reference => call,
        ISimpleAssignmentOperation assignment when assignment.Target == reference
            && VariableWrites.Unconverted(assignment.Value) is IObjectCreationOperation { Arguments.IsEmpty: true } => assignment,
        _ => null,
    };

    // In a statement list around the commit, or in a lock there.
    private static bool AlwaysComesBefore(IOperation drop, IOperation commit)
    {
        if (drop.Syntax.SyntaxTree != commit.Syntax.SyntaxTree || drop.Syntax.Span.End > commit.Syntax.SpanStart)
            return false;
        for (var current = drop.Parent; current is IExpressionStatementOperation or IBlockOperation or ILockOperation; current = current.Parent)
        {
            if (current is IBlockOperation && current.Syntax.Span.Contains(commit.Syntax.Span))
                return true;
        }

        return false;
    }
}
