namespace OffsetGuard.Chaos.Exploration;

/// <summary>A test that holds shows nothing about what it never brought about.</summary>
internal static class Vacuity
{
    /// <exception cref="ChaosException">Something that the test has declared never happened.</exception>
    public static void RequireReached(IEnumerable<string> declared, IReadOnlySet<string> reached)
    {
        if (Shard.OfEnvironment().Count > 1)
            return;   // it may have happened on another machine
        var missing = declared.Where(mark => !reached.Contains(mark)).ToList();
        if (missing.Count == 0)
            return;
        throw new ChaosException(
            $"The test is vacuous: no schedule reached {string.Join(", ", missing.Select(m => $"'{m}'"))}, so that it holds says nothing about it. Let the "
            + "program call context.Sometimes with that name where it happens, and look whether the records, the processes and the limits of "
            + $"ChaosOptions allow it. Reached were: {(reached.Count == 0 ? "none" : string.Join(", ", reached.Select(m => $"'{m}'")))}.");
    }
}
