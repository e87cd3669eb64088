namespace OffsetGuard.Broker.Configuration;

/// <summary>What settings belong to.</summary>
internal enum ConfigResourceKind
{
    Topic,
    Broker,
}

/// <summary>One topic, one broker by its id, or all brokers by an empty name.</summary>
internal readonly record struct ConfigResource(ConfigResourceKind Kind, string Name)
{
    /// <summary>The only broker there is.</summary>
    public const string BrokerId = "1";

    public bool IsExistingBroker => Name is "" or BrokerId;
}
