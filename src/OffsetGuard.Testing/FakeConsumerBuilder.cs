using OffsetGuard.Testing.Clients;
using OffsetGuard.Testing.Configuration;

namespace OffsetGuard.Testing;

/// <summary>
/// A <see cref="ConsumerBuilder{TKey, TValue}"/> whose <see cref="Build"/> returns a consumer on a <see cref="FakeKafka"/>. Handlers,
/// deserializers and configuration are those that the application sets.
/// </summary>
/// <typeparam name="TKey">The key type.</typeparam>
/// <typeparam name="TValue">The value type.</typeparam>
public sealed class FakeConsumerBuilder<TKey, TValue> : ConsumerBuilder<TKey, TValue>
{
    private readonly FakeKafka _kafka;

    /// <summary>Creates a builder.</summary>
    /// <param name="kafka">The cluster.</param>
    /// <param name="config">The configuration that the application would use; <c>bootstrap.servers</c> is not needed.</param>
    public FakeConsumerBuilder(FakeKafka kafka, IEnumerable<KeyValuePair<string, string>> config)
        : base(config)
    {
        ArgumentNullException.ThrowIfNull(kafka);
        _kafka = kafka;
    }

    /// <summary>Builds the consumer.</summary>
    /// <exception cref="ArgumentException">There is no <c>group.id</c>, or a setting has an impossible value.</exception>
    /// <exception cref="InvalidOperationException">Settings contradict each other, or a type has no deserializer.</exception>
    /// <exception cref="NotSupportedException">A setting asks for what this fake does not do yet; the message names it.</exception>
    public override IConsumer<TKey, TValue> Build()
    {
        return new FakeConsumer<TKey, TValue>(_kafka.Host, ConsumerSettingsReader.Read(Config), ManagedSettings.Read(new ConfigReader(Config)), new ConsumerCallbacks<TKey, TValue>
        {
            KeyDeserializer = KeyDeserializer ?? BuiltInSerdes.DeserializerOf<TKey>("Key"),
            ValueDeserializer = ValueDeserializer ?? BuiltInSerdes.DeserializerOf<TValue>("Value"),
            Assigned = PartitionsAssignedHandler,
            Revoked = PartitionsRevokedHandler,
            Lost = PartitionsLostHandler,
            IsRevokedOrLostFunc = RevokedOrLostHandlerIsFunc,
            OffsetsCommitted = OffsetsCommittedHandler,
            Statistics = StatisticsHandler,
            Failed = ErrorHandler,
        });
    }
}
