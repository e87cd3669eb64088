using Confluent.Kafka;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Worlds;
using static ChaosTests.Orders;

namespace ChaosTests;

/// <summary>Orders that arrive while the worker is running, and where it resumes when it has not committed yet.</summary>
public sealed class ResetPolicyTests
{
    [Fact]
    public void Resetting_to_latest_skips_the_records_of_a_crash_before_the_first_commit()
    {
        var failure = Fails(WithShop(AutoOffsetReset.Latest));

        Assert.Equal("at-least-once", failure.Property);
        Assert.Contains("auto.offset.reset", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resetting_to_earliest_holds() => Chaos.Test(WithShop(AutoOffsetReset.Earliest));

    private static Action<World> WithShop(AutoOffsetReset reset) => world =>
    {
        world.Kafka.CreateTopic("orders");
        var config = Manual;
        config.AutoOffsetReset = reset;
        world.Process("worker", Loop(ProcessThenCommit, config));
        world.Process("shop", context =>
        {
            using var clock = context.ConsumerBuilder<string, string>(new ConsumerConfig { GroupId = "clock", EnableAutoCommit = false }).Build();
            clock.Consume(TimeSpan.FromSeconds(10));   // the worker has its partition by now
            using var producer = context.ProducerBuilder<string, string>(new ProducerConfig()).Build();
            producer.Produce("orders", new Message<string, string> { Key = "A", Value = "1" });
            producer.Produce("orders", new Message<string, string> { Key = "B", Value = "2" });
            producer.Flush(TimeSpan.FromSeconds(10));   // a producer that is disposed before loses what lingers
        });
    };
}
