namespace OffsetGuard.Testing.Configuration;

/// <summary>Settings of a consumer that librdkafka never sees.</summary>
/// <remarks>Confluent.Kafka: Config.cs, Consumer.cs (constructor).</remarks>
internal sealed record ManagedSettings
{
    private const string ResultFields = "dotnet.consumer.consume.result.fields";
    private const string CancellationDelay = "dotnet.cancellation.delay.max.ms";

    /// <summary>How long a wait goes on before it looks at its cancellation token.</summary>
    public required TimeSpan CancellationSlice { get; init; }

    public required bool HasHeaders { get; init; }

    public required bool HasTimestamp { get; init; }

    public required bool HasTopic { get; init; }

    public static ManagedSettings Read(ConfigReader reader)
    {
        var fields = (reader.Text(ResultFields) ?? "all").Split(',', StringSplitOptions.TrimEntries);
        foreach (var field in fields)
        {
            if (field is not ("headers" or "timestamp" or "topic") && !(fields.Length == 1 && field is "all" or "none"))
                throw new ArgumentException($"Unexpected value '{field}' of {ResultFields}: use all, none, or some of headers,timestamp,topic.");
        }

        return new ManagedSettings
        {
            CancellationSlice = ReadSlice(reader.Text(CancellationDelay)),
            HasHeaders = fields is ["all"] || fields.Contains("headers"),
            HasTimestamp = fields is ["all"] || fields.Contains("timestamp"),
            HasTopic = fields is ["all"] || fields.Contains("topic"),
        };
    }

    private static TimeSpan ReadSlice(string? text)
    {
        if (text is null)
            return TimeSpan.FromMilliseconds(100);
        if (!int.TryParse(text, out var milliseconds))
            throw new ArgumentException($"{CancellationDelay} must be a whole number of milliseconds, not '{text}'.");
        return milliseconds is >= 1 and <= 10_000
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw new ArgumentOutOfRangeException(nameof(text), milliseconds, $"{CancellationDelay} must be in the range 1 to 10000.");
    }
}
