namespace OffsetGuard.Testing.Configuration;

/// <summary>All properties of librdkafka, and those that Confluent.Kafka adds.</summary>
/// <remarks>
/// librdkafka: CONFIGURATION.md and rdkafka_conf.c (names, ranges). A consumer takes properties of producers and the other way round.
/// A test holds the table against the properties of Confluent.Kafka's configuration classes.
/// </remarks>
internal static partial class KnownProperties
{
    public static readonly IReadOnlyDictionary<string, ConfigProperty> ByName = new SortedDictionary<string, ConfigProperty>(
        new[] { OfConnection, OfSecurity, OfClients, OfDotnet }.SelectMany(p => p).ToDictionary(p => p.Name), StringComparer.Ordinal);

    private static readonly Dictionary<string, string> s_aliases = new(StringComparer.Ordinal)
    {
        ["acks"] = "request.required.acks",
        ["bootstrap.servers"] = "metadata.broker.list",
        ["compression.type"] = "compression.codec",
        ["delivery.timeout.ms"] = "message.timeout.ms",
        ["linger.ms"] = "queue.buffering.max.ms",
        ["max.in.flight"] = "max.in.flight.requests.per.connection",
        ["max.partition.fetch.bytes"] = "fetch.message.max.bytes",
        ["retries"] = "message.send.max.retries",
        ["sasl.mechanism"] = "sasl.mechanisms",
        ["sasl.oauthbearer.client.credentials.client.id"] = "sasl.oauthbearer.client.id",
        ["sasl.oauthbearer.client.credentials.client.secret"] = "sasl.oauthbearer.client.secret",
    };

    /// <summary>The name behind an alias; any other name is its own.</summary>
    public static string NameOf(string nameOrAlias) => s_aliases.GetValueOrDefault(nameOrAlias, nameOrAlias);

    /// <summary>Refuses what the real client refuses.</summary>
    /// <exception cref="InvalidOperationException">There is no such property.</exception>
    /// <exception cref="ArgumentException">The property does not take this value.</exception>
    public static void Check(string name, string value)
    {
        if (!ByName.TryGetValue(name, out var property))
            throw new InvalidOperationException($"No such configuration property: \"{name}\". Check its spelling, or leave it out.");
        if (property.ExpectedInPlaceOf(value) is { } expected)
            throw new ArgumentException($"Invalid value \"{value}\" for configuration property \"{name}\": expected {expected}.");
    }

    // Read by Confluent.Kafka itself, with exceptions of its own, so that any text passes here.
    private static IReadOnlyList<ConfigProperty> OfDotnet =>
    [
        Text("dotnet.cancellation.delay.max.ms"),
        Text("dotnet.consumer.consume.result.fields"),
        Text("dotnet.producer.delivery.report.fields"),
        Text("dotnet.producer.enable.background.poll"),
        Text("dotnet.producer.enable.delivery.reports"),
    ];

    private static ConfigProperty Text(string name) => new(name, PropertyKind.Text);

    private static ConfigProperty Flag(string name) => new(name, PropertyKind.Flag);

    private static ConfigProperty Integer(string name, int min, int max) => new(name, PropertyKind.Integer) { Min = min, Max = max };

    private static ConfigProperty Fraction(string name, int min, int max) => new(name, PropertyKind.Fraction) { Min = min, Max = max };

    private static ConfigProperty Words(string name, params string[] words) => new(name, PropertyKind.Words) { Words = words };

    private static ConfigProperty List(string name, params string[] words) => new(name, PropertyKind.List) { Words = words };

    private static ConfigProperty Dedicated(string name) => new(name, PropertyKind.Dedicated);
}
