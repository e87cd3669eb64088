using System.Globalization;

namespace OffsetGuard.Broker.Configuration;

/// <summary>The settings of the brokers as they are now.</summary>
internal sealed class BrokerConfig
{
    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <param name="settings">Kafka's own keys; what is missing has its default.</param>
    /// <exception cref="ArgumentException">A key is not modelled, or a value is out of its range.</exception>
    public BrokerConfig(IReadOnlyDictionary<string, string> settings)
    {
        foreach (var (name, value) in settings)
        {
            if (ProblemWith(name, value) is { } problem)
                throw new ArgumentException(problem, nameof(settings));
            _values[name] = value;
        }
    }

    public bool IsAutoCreateTopics => Flag(BrokerConfigKeys.AutoCreateTopics);

    public int DefaultReplicationFactor => (int)Number(BrokerConfigKeys.DefaultReplicationFactor);

    public int NumPartitions => (int)Number(BrokerConfigKeys.NumPartitions);

    /// <summary>What was set, without the defaults.</summary>
    public IReadOnlyDictionary<string, string> Overrides => _values;

    public static string? ProblemWith(string name, string value) => BrokerConfigKeys.ByName.TryGetValue(name, out var key)
        ? key.ProblemWith(value)
        : $"There is no broker setting '{name}' in this fake. Supported: {string.Join(", ", BrokerConfigKeys.ByName.Keys)}.";

    public string Text(string name) => _values.TryGetValue(name, out var value) ? value : BrokerConfigKeys.ByName[name].Default;

    public bool Flag(string name) => string.Equals(Text(name), "true", StringComparison.OrdinalIgnoreCase);

    public long Number(string name) => long.Parse(Text(name), CultureInfo.InvariantCulture);

    public TimeSpan Milliseconds(string name) => TimeSpan.FromMilliseconds(Number(name));

    /// <summary>Takes a new value, or the default again for null.</summary>
    public void Set(string name, string? value)
    {
        if (value is null)
            _values.Remove(name);
        else
            _values[name] = value;
    }
}
