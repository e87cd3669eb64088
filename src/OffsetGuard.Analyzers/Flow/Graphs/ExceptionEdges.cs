using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace OffsetGuard.Analyzers.Flow.Graphs;

/// <summary>Where an exception goes. The control flow graph has no edges for exceptions.</summary>
/// <remarks>The walk outwards ends at the root: around the root of a lambda lie the regions of another graph.</remarks>
internal static class ExceptionEdges
{
    // A handler for one of these is written for a record that can never be processed; skipping it there is a decision.
    private static readonly string[] WordsOfBadData =
    [
        "Json", "Format", "Argument", "Validation", "Serializ", "Deserializ", "Schema", "Poison", "Permanent", "Invalid", "Duplicate",
        "NotFound", "Parse",
    ];

    /// <summary>Adds the first blocks of the handlers that the exception may reach; true when it may also leave the function.</summary>
    public static bool AddHandlers(ControlFlowRegion region, Continuation? continuation, ThrownBy thrower, List<FlowNode> handlers)
    {
        for (var current = region; current is { Kind: not ControlFlowRegionKind.Root }; current = current.EnclosingRegion)
        {
            if (current.Kind == ControlFlowRegionKind.Finally)
                continuation = Continuation.Abandon(continuation);
            if (current.Kind == ControlFlowRegionKind.Try && !LeavesTry(current.EnclosingRegion!, continuation, thrower, handlers))
                return false;
        }

        return true;
    }

    // False when the exception ends here or a finally block runs first, which then passes it on by its continuation.
    private static bool LeavesTry(ControlFlowRegion tryStatement, Continuation? continuation, ThrownBy thrower, List<FlowNode> handlers)
    {
        var leaves = true;
        foreach (var part in tryStatement.NestedRegions)
        {
            switch (part.Kind)
            {
                case ControlFlowRegionKind.Finally:
                    handlers.Add(new FlowNode(part.FirstBlockOrdinal, Continuation.Unwind(tryStatement, thrower, continuation)));
                    return false;
                case ControlFlowRegionKind.Catch when MayCatch(part.ExceptionType, thrower):
                    handlers.Add(new FlowNode(part.FirstBlockOrdinal, continuation));
                    leaves &= !CatchesAll(part.ExceptionType);
                    break;
                case ControlFlowRegionKind.FilterAndHandler when MayCatch(part.ExceptionType, thrower):
                    handlers.Add(new FlowNode(part.FirstBlockOrdinal, continuation));
                    break;
            }
        }

        return leaves;
    }

    private static bool MayCatch(ITypeSymbol? exception, ThrownBy thrower)
    {
        if (CatchesAll(exception))
            return true;
        if (IsOrDerivesFrom(exception!, "ConsumeException"))
            return thrower == ThrownBy.Consume;
        if (IsOrDerivesFrom(exception!, "KafkaException"))
            return thrower != ThrownBy.Code;
        if (IsOrDerivesFrom(exception!, nameof(OperationCanceledException)))
            return thrower == ThrownBy.Consume;
        return thrower == ThrownBy.Code && !IsForBadData(exception!);
    }

    private static bool IsForBadData(ITypeSymbol exception)
    {
        foreach (var word in WordsOfBadData)
        {
            if (exception.Name.IndexOf(word, StringComparison.Ordinal) >= 0 && exception.Name != nameof(InvalidOperationException))
                return true;
        }

        return false;
    }

    private static bool IsOrDerivesFrom(ITypeSymbol exception, string name)
    {
        for (var current = exception; current is not null; current = current.BaseType)
        {
            if (current.Name == name)
                return true;
        }

        return false;
    }

    private static bool CatchesAll(ITypeSymbol? exception) =>
        exception is null or { SpecialType: SpecialType.System_Object }
            or { Name: nameof(Exception), ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } };
}
