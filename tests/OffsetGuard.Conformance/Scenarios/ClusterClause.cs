using System.Text.Json.Nodes;

namespace OffsetGuard.Conformance.Scenarios;

/// <summary>The brokers a scenario wants, and what is where at its start.</summary>
/// <param name="Profile">The brokers and their settings: kill, pause, expiry or single.</param>
/// <param name="Replicas">How many replicas a topic has, where that is not one on every broker.</param>
/// <param name="Leaders">Who leads a partition: <c>coordinator:g</c>, or not <c>!coordinator:g</c>; several wishes have commas between them.</param>
/// <param name="Apart">What is on different brokers.</param>
/// <param name="TopicConfig">The settings of topics.</param>
internal sealed record ClusterClause(
    string Profile,
    IReadOnlyDictionary<string, int> Replicas,
    IReadOnlyDictionary<string, string> Leaders,
    IReadOnlyList<string> Apart,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> TopicConfig)
{
    /// <summary>One broker that never fails, and no wishes.</summary>
    public static readonly ClusterClause None =
        new("single", new Dictionary<string, int>(), new Dictionary<string, string>(), [], new Dictionary<string, IReadOnlyDictionary<string, string>>());

    public int BrokerCount => Profile is "kill" or "pause" ? 3 : 1;

    /// <summary>Settings of the brokers.</summary>
    public IReadOnlyDictionary<string, string> Settings => Profile switch
    {
        "kill" => new Dictionary<string, string> { ["broker.session.timeout.ms"] = "6000", ["replica.lag.time.max.ms"] = "30000" },
        "pause" => new Dictionary<string, string> { ["broker.session.timeout.ms"] = "60000", ["replica.lag.time.max.ms"] = "60000" },
        "expiry" => new Dictionary<string, string> { ["offsets.retention.minutes"] = "1", ["offsets.retention.check.interval.ms"] = "1000" },
        "single" => new Dictionary<string, string>(),
        _ => throw new FormatException($"There is no profile '{Profile}'."),
    };

    public static ClusterClause Read(JsonObject clause) => new(
        clause["profile"]!.GetValue<string>(),
        clause["replicas"]?.AsObject().ToDictionary(r => r.Key, r => r.Value!.GetValue<int>()) ?? [],
        clause["leader"]?.AsObject().ToDictionary(l => l.Key, l => l.Value!.GetValue<string>()) ?? [],
        clause["apart"] is JsonArray apart ? [.. apart.Select(a => a!.GetValue<string>())] : [],
        clause["topicConfig"]?.AsObject().ToDictionary(
            t => t.Key,
            t => (IReadOnlyDictionary<string, string>)t.Value!.AsObject().ToDictionary(c => c.Key, c => c.Value!.GetValue<string>())) ?? []);
}
