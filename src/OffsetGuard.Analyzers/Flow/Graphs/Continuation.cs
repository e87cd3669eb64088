using Microsoft.CodeAnalysis.FlowAnalysis;

namespace OffsetGuard.Analyzers.Flow.Graphs;

/// <summary>What follows the finally block that runs now. It keeps normal flow and unwinding apart, and one jump from another.</summary>
/// <param name="Kind">What to do next.</param>
/// <param name="Region">The finally block to run, or the try statement to unwind from.</param>
/// <param name="Block">The block to jump to.</param>
/// <param name="Thrower">Where the exception that unwinds comes from.</param>
/// <param name="Rest">What follows after that.</param>
internal sealed record Continuation(ContinuationKind Kind, ControlFlowRegion? Region, int Block, ThrownBy Thrower, Continuation? Rest)
{
    public static Continuation RunFinally(ControlFlowRegion region, Continuation? rest) =>
        new(ContinuationKind.RunFinally, region, Block: -1, default, rest);

    public static Continuation Jump(int block, Continuation? rest) => new(ContinuationKind.Jump, Region: null, block, default, rest);

    public static Continuation Unwind(ControlFlowRegion from, ThrownBy thrower, Continuation? rest) =>
        new(ContinuationKind.Unwind, from, Block: -1, thrower, rest);

    /// <summary>What is left when an exception leaves the finally block that runs now.</summary>
    public static Continuation? Abandon(Continuation? current)
    {
        while (current is { Kind: ContinuationKind.RunFinally })
            current = current.Rest;
        return current?.Rest;
    }
}
