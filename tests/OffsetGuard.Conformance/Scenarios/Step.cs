using System.Text.Json.Nodes;
using Confluent.Kafka;

namespace OffsetGuard.Conformance.Scenarios;

/// <summary>One call of a scenario and its fields.</summary>
internal sealed class Step(JsonObject fields)
{
    public string Op => Text("op");

    /// <summary>As they stand in the file.</summary>
    public JsonObject Fields => fields;

    public string Text(string field) =>
        TextOrNull(field) ?? throw new FormatException($"The step {fields.ToJsonString()} needs '{field}'.");

    public string? TextOrNull(string field) => fields[field]?.GetValue<string>();

    public int Number(string field, int defaultValue) => fields[field]?.GetValue<int>() ?? defaultValue;

    public bool Flag(string field, bool defaultValue) => fields[field]?.GetValue<bool>() ?? defaultValue;

    public bool Has(string field) => fields.ContainsKey(field);

    public JsonNode? Node(string field) => fields[field];

    public IReadOnlyList<JsonNode?> List(string field) => fields[field] is JsonArray array ? [.. array] : [];

    public IReadOnlyList<string> Texts(string field) => fields[field] switch
    {
        JsonArray array => [.. array.Select(n => n!.GetValue<string>())],
        JsonValue value => [value.GetValue<string>()],
        _ => [],
    };

    public IReadOnlyList<TopicPartition> Partitions(string field) => [.. Texts(field).Select(t => Notation.Parse(t).TopicPartition)];

    /// <summary>An object of partitions and offsets.</summary>
    public IReadOnlyList<TopicPartitionOffset> Offsets(string field) =>
        [.. fields[field]!.AsObject().Select(o => new TopicPartitionOffset(Notation.Parse(o.Key).TopicPartition, Notation.OffsetOf(o.Value!.ToString())))];

    public IReadOnlyDictionary<string, string> Config(string field = "config") =>
        fields[field]?.AsObject().ToDictionary(c => c.Key, c => c.Value?.GetValue<string>()!) ?? [];
}
