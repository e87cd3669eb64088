namespace ChaosMutants;

/// <summary>Every program and every mutant, explored once for all tests, when a test asks for it first.</summary>
public sealed class Suite
{
    private readonly Dictionary<string, Lazy<Outcome>> _outcomes =
        Specimen.All.ToDictionary(s => s.Name, s => new Lazy<Outcome>(() => Outcome.Of(s)), StringComparer.Ordinal);

    internal Outcome this[string name] => _outcomes[name].Value;

    /// <summary>In the order of the catalogue.</summary>
    internal IEnumerable<Outcome> Outcomes => Specimen.All.Select(s => this[s.Name]);
}
