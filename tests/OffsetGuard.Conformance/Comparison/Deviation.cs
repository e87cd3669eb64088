using System.Text.Json.Nodes;

namespace OffsetGuard.Conformance.Comparison;

/// <summary>A step in which one executor differs from another on purpose.</summary>
/// <param name="Scenario">Its id.</param>
/// <param name="Step">The step, from 0.</param>
/// <param name="Why">The decision behind it.</param>
internal sealed record Deviation(string Scenario, int Step, string Why)
{
    /// <summary>Reads a list of deviations: objects with <c>scenario</c>, <c>step</c> and <c>why</c>.</summary>
    public static IReadOnlyList<Deviation> LoadAll(string file) =>
        [.. JsonNode.Parse(File.ReadAllText(file))!.AsArray().Select(d => new Deviation(
            d!["scenario"]!.GetValue<string>(), d["step"]!.GetValue<int>(), d["why"]!.GetValue<string>()))];
}
