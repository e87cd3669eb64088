namespace OffsetGuard.Analyzers.Flow.Graphs;

/// <summary>A block of the graph, and inside a finally block what it returns to.</summary>
internal readonly record struct FlowNode(int Block, Continuation? Continuation);
