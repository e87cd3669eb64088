namespace OffsetGuard.Conformance.Comparison;

/// <summary>A step that two executors saw differently.</summary>
internal sealed record Difference(string Scenario, int Step, string Expected, string Actual)
{
    public override string ToString() => $"{Scenario} step {Step}\n    expected {Expected}\n    actual   {Actual}";
}

/// <summary>Two sets of observations side by side; the first is the truth.</summary>
/// <param name="Undeclared">Steps that differ and should not.</param>
/// <param name="Declared">Steps that differ on purpose.</param>
/// <param name="Stale">Declared deviations whose step no longer differs.</param>
/// <param name="StepCount">Steps compared.</param>
/// <param name="Missing">Scenarios of the truth that were not run.</param>
internal sealed record Comparison(
    IReadOnlyList<Difference> Undeclared, IReadOnlyList<Difference> Declared, IReadOnlyList<Deviation> Stale, int StepCount, IReadOnlyList<string> Missing)
{
    private const string NotDone = "\"!Unavailable\"";

    public static Comparison Of(
        IReadOnlyDictionary<string, Observation> truth, IReadOnlyDictionary<string, Observation> observed, IReadOnlyList<Deviation> deviations)
    {
        var differences = new List<Difference>();
        var stepCount = 0;
        foreach (var (id, expected) in truth.OrderBy(o => o.Key, StringComparer.Ordinal))
        {
            if (!observed.TryGetValue(id, out var actual))
                continue;
            for (var i = 0; i < Math.Max(expected.Steps.Count, actual.Steps.Count); i++)
            {
                var (one, other) = (TextAt(expected, i), TextAt(actual, i));
                if (one == NotDone || other == NotDone)
                    continue;
                stepCount++;
                if (one != other)
                    differences.Add(new Difference(id, i, one, other));
            }
        }

        var declared = differences.Where(d => deviations.Any(v => v.Scenario == d.Scenario && v.Step == d.Step)).ToList();
        var stale = deviations.Where(v => observed.ContainsKey(v.Scenario) && !declared.Exists(d => d.Scenario == v.Scenario && d.Step == v.Step));
        var missing = truth.Keys.Except(observed.Keys).Order(StringComparer.Ordinal);
        return new Comparison([.. differences.Except(declared)], declared, [.. stale], stepCount, [.. missing]);
    }

    private static string TextAt(Observation observation, int step) =>
        step < observation.Steps.Count ? Observation.Text(observation.Steps[step]) : "(no such step)";
}
