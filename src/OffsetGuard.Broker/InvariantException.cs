namespace OffsetGuard.Broker;

/// <summary>A rule that must hold inside OffsetGuard does not: a bug of ours, never of the code under test.</summary>
internal sealed class InvariantException(string message) : Exception(message)
{
    public static void Require(bool holds, string rule)
    {
        if (!holds)
            throw new InvariantException($"OffsetGuard broke its own rule: {rule}. Please report it with the timeline of this run.");
    }
}
