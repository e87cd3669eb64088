namespace OffsetGuard.Analyzers;

/// <summary>What happens to records when the mistake strikes.</summary>
internal enum Effect
{
    Loss,
    Duplicates,
    Stall,
    Crash,
    Cost,
}
