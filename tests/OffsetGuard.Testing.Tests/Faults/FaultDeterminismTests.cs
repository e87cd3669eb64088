using Confluent.Kafka;
using OffsetGuard.Testing.Faults;
using OffsetGuard.Testing.Tests.Producers;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Faults;

/// <summary>The same faults give the same run, whatever they are; and whatever they are, nothing is read out of order.</summary>
public sealed class FaultDeterminismTests
{
    [Fact]
    public void The_same_faults_give_the_same_run()
    {
        var (first, second) = (Run(), Run());

        Assert.Equal(first, second);
        Assert.Contains("fired 2 of 2", first, StringComparison.Ordinal);
    }

    private static string Run()
    {
        var kafka = new FakeKafka().CreateTopic("orders", partitions: 2);
        using var producer = kafka.Producer(new ProducerConfig { EnableIdempotence = true, ClientId = "shop" });
        using var consumer = kafka.Subscribed(new ConsumerConfig(Auto) { ClientId = "worker" });
        kafka.Faults.On(Operation.Produce).Occurrence(2).LoseReply().Times(2);
        kafka.Faults.On(Operation.Produce).Delay(TimeSpan.FromSeconds(1)).Always();
        kafka.Faults.On(Operation.Fetch).Topic("orders").Duplicate(TimeSpan.FromSeconds(2)).Always();
        kafka.Faults.On(Operation.Commit).Client("worker").LoseRequest().Times(2);
        kafka.Faults.On(Operation.Heartbeat).Occurrence(5).LoseReply();

        var lines = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            producer.Produce("orders", new() { Value = $"{i}" });
            if (consumer.Consume(TimeSpan.FromSeconds(20)) is { } record)
                lines.Add($"{kafka.Now:T} {record.TopicPartitionOffset} {record.Message.Value}");
        }

        return string.Join('\n', lines.Append(kafka.Faults.ToString()).Append(kafka.Group("billing").ToString()));
    }
}
