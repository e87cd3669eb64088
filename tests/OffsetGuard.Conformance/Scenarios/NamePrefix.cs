using System.Text.Json.Nodes;

namespace OffsetGuard.Conformance.Scenarios;

/// <summary>
/// Puts a prefix before the topics, groups and transactional ids of a scenario, and takes it out of what was observed: so runs on one
/// cluster do not meet, and observations never contain the prefix.
/// </summary>
internal sealed class NamePrefix(string prefix)
{
    public Scenario AddTo(Scenario scenario) => scenario with
    {
        Topics = scenario.Topics.ToDictionary(t => prefix + t.Key, t => t.Value),
        Steps = [.. scenario.Steps.Select(s => new Step(AddToFields(s.Fields)))],
    };

    public JsonNode RemoveFrom(JsonNode observed) => observed switch
    {
        JsonObject fields => new JsonObject(fields.Select(f => KeyValuePair.Create(Remove(f.Key), RemoveFromAny(f.Value)))),
        JsonArray items => new JsonArray([.. items.Select(RemoveFromAny)]),
        JsonValue value when value.TryGetValue<string>(out var text) => Remove(text),
        _ => observed.DeepClone(),
    };

    private JsonNode? RemoveFromAny(JsonNode? observed) => observed is null ? null : RemoveFrom(observed);

    private string Remove(string text) => text.Replace(prefix, "", StringComparison.Ordinal);

    private JsonObject AddToFields(JsonObject fields) => new(fields.Select(f => KeyValuePair.Create(f.Key, AddToField(f.Key, f.Value))));

    private JsonNode? AddToField(string name, JsonNode? value) => name switch
    {
        "to" or "of" or "topic" or "topics" or "partitions" or "group" or "groups" => AddToNames(value),
        "group.id" or "transactional.id" => AddToNames(value),
        "record" when value?.GetValue<string>() != "last" => AddToNames(value),
        "offsets" or "before" or "times" or "return" => AddToKeys(value),
        "args" or "config" or "handlers" or "assigned" when value is JsonObject fields => AddToFields(fields),
        _ => value?.DeepClone(),
    };

    private JsonNode? AddToNames(JsonNode? names) => names switch
    {
        JsonArray list => new JsonArray([.. list.Select(AddToNames)]),
        JsonObject => AddToKeys(names),
        JsonValue value when value.TryGetValue<string>(out var name) => Add(name),
        _ => names?.DeepClone(),
    };

    private JsonObject? AddToKeys(JsonNode? fields) => fields is JsonObject known
        ? new JsonObject(known.Select(f => KeyValuePair.Create(Add(f.Key), f.Value?.DeepClone())))
        : null;

    /// <summary>An empty name stays one, and a pattern stays at the beginning of the names it matches.</summary>
    private string Add(string name) => name.Length == 0 ? name : name[0] == '^' ? $"^{prefix}{name[1..]}" : prefix + name;
}
