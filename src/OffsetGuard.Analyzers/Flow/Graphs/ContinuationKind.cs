namespace OffsetGuard.Analyzers.Flow.Graphs;

internal enum ContinuationKind
{
    RunFinally,
    Jump,
    Unwind,
}
