using Confluent.Kafka;

namespace OffsetGuard.Testing.Tests.Producers;

/// <summary>Producers in the words of these tests.</summary>
internal static class Producing
{
    public static IProducer<Null, string> Producer(
        this FakeKafka kafka, ProducerConfig config, Action<FakeProducerBuilder<Null, string>>? configure = null)
    {
        var builder = kafka.ProducerBuilder<Null, string>(config);
        configure?.Invoke(builder);
        return builder.Build();
    }

    /// <summary>A producer with the transactional id "x" that may begin.</summary>
    public static IProducer<Null, string> Transactional(this FakeKafka kafka)
    {
        var producer = kafka.Producer(new ProducerConfig { TransactionalId = "x" });
        producer.InitTransactions(TimeSpan.FromSeconds(30));
        return producer;
    }
}
