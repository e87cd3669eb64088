namespace ChaosMutants;

/// <summary>Correct programs of which the harness says that they are not, and why it is wrong. The list only gets shorter.</summary>
internal static class Disputed
{
    private static readonly SortedDictionary<string, string> s_reasons = new(StringComparer.Ordinal)
    {
        ["Journal"] =
            "a join holds a step back for a heartbeat, and the world counts as at rest meanwhile: told as at-least-once",
        ["ReadProcessWrite"] =
            "a second freeze that strikes while the process wakes up from the first one breaks the run",
    };

    public static IReadOnlyCollection<string> Names => s_reasons.Keys;
}
