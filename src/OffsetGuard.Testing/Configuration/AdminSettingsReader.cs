namespace OffsetGuard.Testing.Configuration;

/// <summary>Checks an admin client's configuration.</summary>
/// <remarks>Exceptions: those of Confluent.Kafka's AdminClientBuilder.Build. Inside, the real client is a producer.</remarks>
internal static class AdminSettingsReader
{
    public static string ReadClientName(IEnumerable<KeyValuePair<string, string>> config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var foreign = config.FirstOrDefault(
            c => c.Key.StartsWith("dotnet.producer.", StringComparison.Ordinal) || c.Key.StartsWith("dotnet.consumer.", StringComparison.Ordinal));
        if (foreign.Key is not null)
            throw new ArgumentException($"AdminClient configuration may not include producer/consumer specific properties: {foreign.Key}.", nameof(config));

        var reader = new ConfigReader(config);
        SettingConflicts.CheckProducer(reader);
        return reader.Text("client.id") ?? "rdkafka";
    }
}
