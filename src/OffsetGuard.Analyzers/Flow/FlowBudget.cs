namespace OffsetGuard.Analyzers.Flow;

/// <summary>Limits of the engine. A member beyond one of them is not judged at all: a partial answer could be a false one.</summary>
internal static class FlowBudget
{
    public const int BlocksMax = 1_000;

    /// <summary>Different states that are kept apart at one point of a graph.</summary>
    public const int StatesPerNodeMax = 64;

    /// <summary>Blocks visited for one member, called functions included.</summary>
    public const int VisitsMax = 20_000;

    /// <summary>Nesting of expressions, over all functions that are open; deeper ones would exhaust the stack of the host.</summary>
    public const int ExpressionDepthMax = 200;

    /// <summary>Functions called by each other. Nothing is said about paths that lead deeper.</summary>
    public const int CallDepthMax = 8;

    /// <summary>Rows of transition relations computed for one member.</summary>
    public const int SummariesMax = 512;

    /// <summary>Rounds for functions that call each other in a circle.</summary>
    public const int RecursionRoundsMax = 4;

    /// <summary>Methods that one virtual or interface call may reach.</summary>
    public const int ImplementationsMax = 4;

    /// <summary>Lambdas and local functions inside each other.</summary>
    public const int FunctionDepthMax = 16;
}
