namespace OffsetGuard.Analyzers.Flow;

internal enum StepKind
{
    Consume,
    Commit,
    Effect,
}
