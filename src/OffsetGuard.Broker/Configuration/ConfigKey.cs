using System.Globalization;

namespace OffsetGuard.Broker.Configuration;

/// <summary>What kind of value a setting takes.</summary>
internal enum ConfigType
{
    Boolean,
    Integer,
    Long,
    Double,
    Text,
    List,
}

/// <summary>A setting of topics or brokers: its name, its default and which values it takes.</summary>
/// <remarks>Apache Kafka: ConfigDef.ConfigKey.</remarks>
internal sealed record ConfigKey(string Name, ConfigType Type, string Default)
{
    public double Min { get; init; } = double.MinValue;

    public double Max { get; init; } = double.MaxValue;

    /// <summary>The words that a text or a list may hold; any when empty.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The broker's setting that a topic without its own value follows; null when there is none.</summary>
    public string? BrokerName { get; init; }

    /// <summary>A broker takes a new value while it runs.</summary>
    public bool IsDynamic { get; init; }

    /// <summary>Why a value is refused, or null.</summary>
    public string? ProblemWith(string value) => Type switch
    {
        ConfigType.Boolean => value.ToLowerInvariant() is "true" or "false" ? null : Expected(value, "true or false"),
        ConfigType.Integer => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var i) && IsInRange(i)
            ? null : Expected(value, Range("a whole number")),
        ConfigType.Long => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var l) && IsInRange(l)
            ? null : Expected(value, Range("a whole number")),
        ConfigType.Double => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var d) && IsInRange(d)
            ? null : Expected(value, Range("a number")),
        ConfigType.List => value.Split(',', StringSplitOptions.TrimEntries).All(IsWord) ? null : Expected(value, string.Join(", ", Words)),
        _ => IsWord(value) ? null : Expected(value, string.Join(", ", Words)),
    };

    private bool IsInRange(double value) => value >= Min && value <= Max;

    private bool IsWord(string value) => Words.Count == 0 || Words.Contains(value, StringComparer.Ordinal);

    private string Expected(string value, string what) => $"Invalid value {value} for configuration {Name}: expected {what}";

    private string Range(string what) => string.Create(
        CultureInfo.InvariantCulture, $"{what}{(Min > double.MinValue ? $" of at least {Min}" : "")}{(Max < double.MaxValue ? $" up to {Max}" : "")}");
}
