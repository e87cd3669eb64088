namespace OffsetGuard.Analyzers.Flow;

internal enum ContinuationKind
{
    RunFinally,
    Jump,
    Unwind,
}
