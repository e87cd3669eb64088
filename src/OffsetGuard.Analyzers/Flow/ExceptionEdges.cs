using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace OffsetGuard.Analyzers.Flow;

/// <summary>Where an exception goes. The control flow graph has no edges for exceptions.</summary>
/// <remarks>The walk outwards ends at the root: around the root of a lambda lie the regions of another graph.</remarks>
internal static class ExceptionEdges
{
    public static bool CanBeCaught(ControlFlowRegion region)
    {
        for (var current = region; current is { Kind: not ControlFlowRegionKind.Root }; current = current.EnclosingRegion)
        {
            if (current.Kind == ControlFlowRegionKind.Try)
                return true;
        }

        return false;
    }

    /// <summary>Adds the first blocks of the handlers that an exception out of <paramref name="region"/> may reach.</summary>
    public static void AddHandlers(ControlFlowRegion region, Continuation? continuation, List<FlowNode> handlers)
    {
        for (var current = region; current is { Kind: not ControlFlowRegionKind.Root }; current = current.EnclosingRegion)
        {
            if (current.Kind == ControlFlowRegionKind.Finally)
                continuation = Continuation.Abandon(continuation);
            if (current.Kind == ControlFlowRegionKind.Try && !LeavesTry(current.EnclosingRegion!, continuation, handlers))
                return;
        }
    }

    // False when the exception ends here or a finally block runs first, which then passes it on by its continuation.
    private static bool LeavesTry(ControlFlowRegion tryStatement, Continuation? continuation, List<FlowNode> handlers)
    {
        var leaves = true;
        foreach (var part in tryStatement.NestedRegions)
        {
            switch (part.Kind)
            {
                case ControlFlowRegionKind.Finally:
                    handlers.Add(new FlowNode(part.FirstBlockOrdinal, Continuation.Unwind(tryStatement, continuation)));
                    return false;
                case ControlFlowRegionKind.Catch:
                    handlers.Add(new FlowNode(part.FirstBlockOrdinal, continuation));
                    leaves &= !CatchesAll(part.ExceptionType);
                    break;
                case ControlFlowRegionKind.FilterAndHandler:
                    handlers.Add(new FlowNode(part.FirstBlockOrdinal, continuation));
                    break;
            }
        }

        return leaves;
    }

    private static bool CatchesAll(ITypeSymbol? exception) =>
        exception is null or { SpecialType: SpecialType.System_Object }
            or { Name: nameof(Exception), ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } };
}
