using Confluent.Kafka;
using OffsetGuard.Testing.Clients;
using BrokerError = OffsetGuard.Broker.Protocol.ErrorCode;

namespace OffsetGuard.Testing.Tests;

public sealed class NativeLibraryTests
{
    [Fact]
    public void A_whole_life_of_clients_loads_no_native_library()
    {
        var kafka = World.WithOrders("a");
        using var consumer = kafka.Subscribed(World.Auto);
        using var producer = kafka.ProducerBuilder<Null, string>(new ProducerConfig()).Build();
        producer.Produce("orders", new Message<Null, string> { Value = "b" }, report => _ = report.ToString());
        producer.Flush(TimeSpan.FromSeconds(1));
        Assert.Equal(["a", "b"], consumer.Drain());
        Assert.ThrowsAny<KafkaException>(() => consumer.Commit([new TopicPartitionOffset("nothing", 0, 1)]));
        consumer.Close();

        Assert.False(Library.IsLoaded);
        if (OperatingSystem.IsLinux())
            Assert.DoesNotContain("librdkafka", File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_error_carries_a_reason_of_its_own() => Assert.All(Enum.GetValues<BrokerError>(), code =>
    {
        Assert.NotEmpty(code.ToClient().Reason);
        Assert.DoesNotContain("Error ", code.ToClient().Reason, StringComparison.Ordinal);
    });

    [Fact]
    public void Every_error_has_a_code_that_the_client_knows()
    {
        var withoutName = BrokerError.InvalidRegularExpression;   // librdkafka has a name for it, Confluent.Kafka 2.15 has not

        Assert.All(
            Enum.GetValues<BrokerError>().Where(code => code != withoutName), code => Assert.True(Enum.IsDefined((ErrorCode)code), $"{code}"));
    }
}
