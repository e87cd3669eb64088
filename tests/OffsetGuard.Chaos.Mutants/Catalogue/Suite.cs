namespace ChaosMutants;

/// <summary>Every program and every mutant, explored once for all tests.</summary>
public sealed class Suite
{
    private readonly Lazy<IReadOnlyDictionary<string, Outcome>> _outcomes = new(() =>
        Specimen.All.Select(Outcome.Of).ToDictionary(o => o.Specimen.Name, StringComparer.Ordinal));

    internal Outcome this[string name] => _outcomes.Value[name];

    /// <summary>In the order of the catalogue.</summary>
    internal IEnumerable<Outcome> Outcomes => Specimen.All.Select(s => this[s.Name]);
}
