namespace OffsetGuard.Testing;

/// <content>Clients of this cluster, and builders of them.</content>
public sealed partial class FakeKafka
{
    /// <summary>
    /// A consumer for a test that does not care about the configuration: it subscribes, begins at the first record, and commits only when
    /// it is told to (<c>auto.offset.reset=earliest</c>, <c>enable.auto.commit=false</c>; the client's own defaults are latest and true).
    /// </summary>
    /// <param name="groupId">The group.id.</param>
    /// <param name="topics">What it subscribes to; nothing when none is given.</param>
    /// <typeparam name="TKey">The key type.</typeparam>
    /// <typeparam name="TValue">The value type.</typeparam>
    public IConsumer<TKey, TValue> Consumer<TKey, TValue>(string groupId, params string[] topics)
    {
        ArgumentNullException.ThrowIfNull(topics);
        var consumer = ConsumerBuilder<TKey, TValue>(new ConsumerConfig
        {
            GroupId = groupId,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
        }).Build();
        if (topics.Length > 0)
            consumer.Subscribe(topics);
        return consumer;
    }

    /// <summary>A producer with the client's own defaults.</summary>
    /// <typeparam name="TKey">The key type.</typeparam>
    /// <typeparam name="TValue">The value type.</typeparam>
    public IProducer<TKey, TValue> Producer<TKey, TValue>() => ProducerBuilder<TKey, TValue>(new ProducerConfig()).Build();

    /// <summary>A builder whose consumers talk to this cluster; use it wherever a <see cref="ConsumerBuilder{TKey, TValue}"/> is wanted.</summary>
    /// <param name="config">The configuration that the application would use.</param>
    /// <typeparam name="TKey">The key type.</typeparam>
    /// <typeparam name="TValue">The value type.</typeparam>
    public FakeConsumerBuilder<TKey, TValue> ConsumerBuilder<TKey, TValue>(IEnumerable<KeyValuePair<string, string>> config) =>
        new(this, config);

    /// <summary>A builder whose producers talk to this cluster; use it wherever a <see cref="ProducerBuilder{TKey, TValue}"/> is wanted.</summary>
    /// <param name="config">The configuration that the application would use.</param>
    /// <typeparam name="TKey">The key type.</typeparam>
    /// <typeparam name="TValue">The value type.</typeparam>
    public FakeProducerBuilder<TKey, TValue> ProducerBuilder<TKey, TValue>(IEnumerable<KeyValuePair<string, string>> config) =>
        new(this, config);

    /// <summary>A builder whose admin clients talk to this cluster; use it wherever an <see cref="Confluent.Kafka.AdminClientBuilder"/> is wanted.</summary>
    /// <param name="config">The configuration that the application would use.</param>
    public FakeAdminClientBuilder AdminClientBuilder(IEnumerable<KeyValuePair<string, string>> config) => new(this, config);

    /// <summary>An admin client on this cluster.</summary>
    public FakeAdminClient AdminClient() => new(_host);
}
