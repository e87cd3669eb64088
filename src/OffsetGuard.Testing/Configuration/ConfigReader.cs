using System.Globalization;
using OffsetGuard.Broker.Clients;

namespace OffsetGuard.Testing.Configuration;

/// <summary>Reads librdkafka settings by key and refuses values as the real client does.</summary>
internal sealed class ConfigReader
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public ConfigReader(IEnumerable<KeyValuePair<string, string>> config)
    {
        ArgumentNullException.ThrowIfNull(config);
        foreach (var (key, value) in config)
        {
            if (value is null)
                throw new ArgumentNullException(nameof(config), $"'{key}' configuration parameter must not be null.");
            KnownProperties.Check(key, value);
            _values[KnownProperties.NameOf(key)] = value;   // the last one wins, also between a property and its alias
        }
    }

    public string? Text(string key) => _values.GetValueOrDefault(KnownProperties.NameOf(key));

    public bool Has(string key) => Text(key) is not null;

    public long Number(string key, long defaultValue) => Text(key) switch
    {
        null => defaultValue,
        "all" => -1,   // acks
        var text => ConfigProperty.TryParseInteger(text, out var number) ? number : defaultValue,
    };

    public double Fraction(string key, double defaultValue) =>
        Text(key) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : defaultValue;

    public bool Flag(string key, bool defaultValue) => Text(key)?.ToLowerInvariant() switch
    {
        null => defaultValue,
        "true" or "t" or "1" => true,
        "false" or "f" or "0" => false,
        var other => throw Invalid(key, other, "true or false"),
    };

    public TimeSpan Milliseconds(string key, int defaultValue, int min, int max)
    {
        var text = Text(key);
        if (text is null)
            return TimeSpan.FromMilliseconds(defaultValue);
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            throw Invalid(key, text, "a whole number of milliseconds");
        return value >= min && value <= max
            ? TimeSpan.FromMilliseconds(value)
            : throw Invalid(key, text, $"{min} to {max} milliseconds");
    }

    public Backoff Backoff() => new(
        Milliseconds("retry.backoff.ms", 100, 1, 300_000), Milliseconds("retry.backoff.max.ms", 1000, 1, 300_000));

    /// <summary>Settings that librdkafka reads as a floating point number of milliseconds.</summary>
    public TimeSpan FractionalMilliseconds(string key, double defaultValue, double min, double max)
    {
        var text = Text(key);
        if (text is null)
            return TimeSpan.FromMilliseconds(defaultValue);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? TimeSpan.FromMilliseconds(value)
            : throw Invalid(key, text, $"{min} to {max} milliseconds");
    }

    public int Number(string key, int defaultValue, int min, int max)
    {
        var text = Text(key);
        if (text is null)
            return defaultValue;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw Invalid(key, text, $"a whole number from {min} to {max}");
    }

    public T Choice<T>(string key, T defaultValue, params (string Name, T Value)[] choices)
    {
        if (Text(key) is not { } text)
            return defaultValue;
        foreach (var (name, value) in choices)
        {
            if (string.Equals(name, text, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        throw Invalid(key, text, string.Join(", ", choices.Select(c => c.Name)));
    }

    private static ArgumentException Invalid(string key, string value, string expected) =>
        new($"Invalid value \"{value}\" for configuration property \"{key}\": expected {expected}.");
}
