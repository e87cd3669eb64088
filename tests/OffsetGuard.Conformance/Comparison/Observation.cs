using System.Text.Json;
using System.Text.Json.Nodes;

namespace OffsetGuard.Conformance.Comparison;

/// <summary>What one executor observed in one scenario: one entry per step.</summary>
internal sealed record Observation(string Scenario, string By, IReadOnlyList<JsonNode?> Steps)
{
    private static readonly JsonSerializerOptions s_compact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A step as text: equal texts are equal observations.</summary>
    public static string Text(JsonNode? step) => step?.ToJsonString(s_compact) ?? "null";

    public static Observation Load(string file)
    {
        var root = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        return new Observation(root["scenario"]!.GetValue<string>(), root["by"]!.GetValue<string>(), [.. root["steps"]!.AsArray()]);
    }

    /// <summary>All observations below a folder, by scenario id.</summary>
    public static IReadOnlyDictionary<string, Observation> LoadAll(string folder) =>
        Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Select(Load).ToDictionary(o => o.Scenario, StringComparer.Ordinal);

    /// <summary>Writes <c>area/name.json</c> below a folder, one step a line.</summary>
    public void Save(string folder)
    {
        var file = Path.Combine(folder, Scenario + ".json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, $"""
            {"{"}
              "scenario": {JsonSerializer.Serialize(Scenario, s_compact)},
              "by": {JsonSerializer.Serialize(By, s_compact)},
              "steps": [
            {string.Join(",\n", Steps.Select(s => "    " + Text(s)))}
              ]
            {"}"}

            """.ReplaceLineEndings("\n"));
    }
}
