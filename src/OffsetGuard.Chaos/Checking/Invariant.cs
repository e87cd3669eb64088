using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>What the test itself says has to hold, after each event and in the end.</summary>
internal sealed class Invariant(string name, Func<string?> check, GroupLedger ledger) : IChecker
{
    public Violation? Observe(WorldEvent happened) => Judge();

    public Violation? AtRest() => Judge();

    public Violation? AtEnd() => Judge();

    private Violation? Judge()
    {
        if (Ask() is not { } broken)
            return null;
        var last = ledger.LastDelivered;
        return new Violation(Promise: null, last?.Group ?? "", last?.Partition ?? new TopicPartition("", 0), last?.Offset ?? 0) { Breach = new InvariantBreach(name, broken) };
    }

    private string? Ask()
    {
        try
        {
            return check();
        }
        catch (Exception failure)
        {
            return $"it threw {failure.GetType().Name}: {failure.Message}";
        }
    }
}
