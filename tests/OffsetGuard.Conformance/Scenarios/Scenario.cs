using System.Text.Json;
using System.Text.Json.Nodes;

namespace OffsetGuard.Conformance.Scenarios;

/// <summary>A script of client calls with no expectations in it.</summary>
/// <param name="Id"><c>area/name</c>.</param>
/// <param name="Topics">Partition counts of the topics that exist before the first step.</param>
/// <param name="Broker">Broker settings that differ from the usual ones.</param>
/// <param name="Steps">The calls, in order.</param>
internal sealed record Scenario(
    string Id, IReadOnlyDictionary<string, int> Topics, IReadOnlyDictionary<string, string> Broker, IReadOnlyList<Step> Steps)
{
    /// <summary>The brokers it wants; null for one that never fails.</summary>
    public ClusterClause? Cluster { get; init; }

    /// <summary>Reads one scenario file.</summary>
    /// <exception cref="FormatException">The file is no scenario; the message names it and what is wrong.</exception>
    public static Scenario Load(string file)
    {
        try
        {
            return Of(JsonNode.Parse(File.ReadAllText(file))!.AsObject());
        }
        catch (Exception failure) when (failure is JsonException or NullReferenceException or InvalidOperationException)
        {
            throw new FormatException($"{file} is no scenario: {failure.Message}", failure);
        }
    }

    /// <summary>The scenario that stands in a file.</summary>
    public static Scenario Of(JsonObject root)
    {
        var topics = root["topics"]?.AsObject().ToDictionary(t => t.Key, t => t.Value!.GetValue<int>()) ?? [];
        var broker = root["broker"]?.AsObject().ToDictionary(b => b.Key, b => b.Value!.GetValue<string>()) ?? [];
        return new Scenario(
            root["id"]!.GetValue<string>(), topics, broker, [.. root["steps"]!.AsArray().Select(s => new Step(s!.AsObject()))])
        {
            Cluster = root["cluster"] is JsonObject cluster ? ClusterClause.Read(cluster) : null,
        };
    }

    /// <summary>All scenarios below a folder, in ordinal order of their ids.</summary>
    public static IReadOnlyList<Scenario> LoadAll(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Select(Load).OrderBy(s => s.Id, StringComparer.Ordinal)];
}
