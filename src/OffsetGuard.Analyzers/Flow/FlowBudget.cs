namespace OffsetGuard.Analyzers.Flow;

/// <summary>Limits of the engine. A method beyond one of them is not judged at all: a partial answer could be a false one.</summary>
internal static class FlowBudget
{
    public const int BlocksMax = 1_000;

    /// <summary>Consume calls per graph: a set of records is one <see cref="uint"/>.</summary>
    public const int RecordsMax = 32;

    /// <summary>Different states that are kept apart at one point of the graph.</summary>
    public const int StatesPerNodeMax = 64;

    public const int VisitsMax = 20_000;

    /// <summary>Nesting of one expression; deeper ones would exhaust the stack of the host.</summary>
    public const int ExpressionDepthMax = 200;

    /// <summary>Lambdas and local functions inside each other.</summary>
    public const int FunctionDepthMax = 16;
}
