using OffsetGuard.Testing.Clients;
using OffsetGuard.Testing.Configuration;

namespace OffsetGuard.Testing;

/// <summary>A <see cref="ProducerBuilder{TKey, TValue}"/> whose <see cref="Build"/> returns a producer on a <see cref="FakeKafka"/>.</summary>
/// <typeparam name="TKey">The key type.</typeparam>
/// <typeparam name="TValue">The value type.</typeparam>
public sealed class FakeProducerBuilder<TKey, TValue> : ProducerBuilder<TKey, TValue>
{
    private readonly FakeKafka _kafka;

    /// <summary>Creates a builder.</summary>
    /// <param name="kafka">The cluster.</param>
    /// <param name="config">The configuration that the application would use; <c>bootstrap.servers</c> is not needed.</param>
    public FakeProducerBuilder(FakeKafka kafka, IEnumerable<KeyValuePair<string, string>> config)
        : base(config)
    {
        ArgumentNullException.ThrowIfNull(kafka);
        _kafka = kafka;
    }

    /// <summary>Builds the producer.</summary>
    /// <exception cref="ArgumentException">A type has no serializer.</exception>
    /// <exception cref="NotSupportedException">A setting asks for what this fake does not do yet; the message names it.</exception>
    public override IProducer<TKey, TValue> Build()
    {
        Refuse(AsyncKeySerializer is not null || AsyncValueSerializer is not null, "An asynchronous serializer");
        Refuse(Partitioners is { Count: > 0 } || DefaultPartitioner is not null, "A custom partitioner");
        Refuse(new ConfigReader(Config).Text("transactional.id") is not null, "transactional.id");
        Refuse(new ConfigReader(Config).Text("partitioner") is not (null or "consistent_random"), "partitioner other than consistent_random");

        return new FakeProducer<TKey, TValue>(
            _kafka.Host,
            KeySerializer ?? BuiltInSerdes.SerializerOf<TKey>("Key"),
            ValueSerializer ?? BuiltInSerdes.SerializerOf<TValue>("Value"),
            ErrorHandler);
    }

    private static void Refuse(bool isAsked, string what)
    {
        if (isAsked)
            throw new NotSupportedException($"{what} is not supported by the fake producer yet.");
    }
}
