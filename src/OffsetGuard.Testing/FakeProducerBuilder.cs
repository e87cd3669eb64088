using OffsetGuard.Broker.Clients.Producers;
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
    /// <exception cref="ArgumentException">A setting has an impossible value, or a type has no serializer.</exception>
    /// <exception cref="InvalidOperationException">Settings contradict each other.</exception>
    /// <exception cref="NotSupportedException">A setting asks for what this fake does not do yet; the message names it.</exception>
    public override IProducer<TKey, TValue> Build()
    {
        if (StatisticsHandler is not null)
            throw new NotSupportedException("SetStatisticsHandler is not supported yet: the fake has no statistics.");

        var reader = new ConfigReader(Config);
        SettingConflicts.CheckProducer(reader);
        var reportFields = DeliveryReportFields.Parse(reader.Text("dotnet.producer.delivery.report.fields"));
        if (reader.Flag("delivery.report.only.error", false))
            throw new ArgumentException("The 'delivery.report.only.error' property is not supported by this client.");
        return new FakeProducer<TKey, TValue>(_kafka.Host, new ProducerSettingsReader(Config).Read(CustomPartitioner()), new ProducerCallbacks<TKey, TValue>
        {
            KeySerializer = KeySerializer ?? (AsyncKeySerializer is null ? BuiltInSerdes.SerializerOf<TKey>("Key") : null),
            ValueSerializer = ValueSerializer ?? (AsyncValueSerializer is null ? BuiltInSerdes.SerializerOf<TValue>("Value") : null),
            AsyncKeySerializer = AsyncKeySerializer,
            AsyncValueSerializer = AsyncValueSerializer,
            Error = ErrorHandler,
            PollsInBackground = reader.Flag("dotnet.producer.enable.background.poll", true),
            HasReports = reader.Flag("dotnet.producer.enable.delivery.reports", true),
            ReportFields = reportFields,
        });
    }

    /// <summary>The partitioner of a topic comes before the default one.</summary>
    private CustomPartitioner? CustomPartitioner()
    {
        if (Partitioners is not { Count: > 0 } && DefaultPartitioner is null)
            return null;
        return (topic, partitionCount, key) =>
            (Partitioners?.GetValueOrDefault(topic) ?? DefaultPartitioner)?.Invoke(topic, partitionCount, key, key is null).Value;
    }
}
