using Microsoft.CodeAnalysis.FlowAnalysis;

namespace OffsetGuard.Analyzers.Flow.Graphs;

/// <summary>What follows the finally block that runs now. It keeps normal flow and unwinding apart, and one jump from another.</summary>
/// <param name="Kind">What to do next.</param>
/// <param name="Region">The finally block to run, or the try statement to unwind from.</param>
/// <param name="Branch">The jump: where it leads, and what it leaves behind.</param>
/// <param name="Thrower">Where the exception that unwinds comes from.</param>
/// <param name="Rest">What follows after that.</param>
internal sealed record Continuation(
    ContinuationKind Kind, ControlFlowRegion? Region, ControlFlowBranch? Branch, ThrownBy Thrower, Continuation? Rest)
{
    public static Continuation RunFinally(ControlFlowRegion region, Continuation? rest) =>
        new(ContinuationKind.RunFinally, region, Branch: null, default, rest);

    public static Continuation Jump(ControlFlowBranch branch, Continuation? rest) =>
        new(ContinuationKind.Jump, Region: null, branch, default, rest);

    public static Continuation Unwind(ControlFlowRegion from, ThrownBy thrower, Continuation? rest) =>
        new(ContinuationKind.Unwind, from, Branch: null, thrower, rest);

    /// <summary>An exception is on its way out, and the finally block that runs now will pass it on.</summary>
    public static bool IsUnwinding(Continuation? current)
    {
        while (current is { Kind: not ContinuationKind.Unwind })
            current = current.Rest;
        return current is not null;
    }

    /// <summary>What is left when an exception leaves the finally block that runs now.</summary>
    public static Continuation? Abandon(Continuation? current)
    {
        while (current is { Kind: ContinuationKind.RunFinally })
            current = current.Rest;
        return current?.Rest;
    }
}
