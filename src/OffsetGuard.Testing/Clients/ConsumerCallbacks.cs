namespace OffsetGuard.Testing.Clients;

/// <summary>What an application has hung into its consumer. A handler that is not set is null.</summary>
/// <remarks>Confluent.Kafka wraps the Action overloads: assigned returns unset offsets, revoked and lost return an empty list.</remarks>
internal sealed record ConsumerCallbacks<TKey, TValue>
{
    public required IDeserializer<TKey> KeyDeserializer { get; init; }

    public required IDeserializer<TValue> ValueDeserializer { get; init; }

    public Func<IConsumer<TKey, TValue>, List<TopicPartition>, IEnumerable<TopicPartitionOffset>>? Assigned { get; init; }

    public Func<IConsumer<TKey, TValue>, List<TopicPartitionOffset>, IEnumerable<TopicPartitionOffset>>? Revoked { get; init; }

    public Func<IConsumer<TKey, TValue>, List<TopicPartitionOffset>, IEnumerable<TopicPartitionOffset>>? Lost { get; init; }

    /// <summary>Revoked or lost was registered as a function that returns partitions.</summary>
    public bool IsRevokedOrLostFunc { get; init; }

    public Action<IConsumer<TKey, TValue>, CommittedOffsets>? OffsetsCommitted { get; init; }

    public Action<IConsumer<TKey, TValue>, string>? Statistics { get; init; }

    public Action<IConsumer<TKey, TValue>, Error>? Failed { get; init; }
}
