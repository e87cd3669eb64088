using Confluent.Kafka;
using static OffsetGuard.Testing.Tests.Clocks.LiveThreads;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Clocks;

/// <summary>Time that moves as far as something needs, and no further.</summary>
public sealed class RunUntilTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Records_that_linger_are_sent()
    {
        var kafka = new FakeKafka(new FakeKafkaOptions { HonorsLinger = true }).CreateTopic("orders");
        using var producer = kafka.ProducerBuilder<Null, string>(new ProducerConfig { LingerMs = 50 }).Build();
        var sending = producer.ProduceAsync("orders", new Message<Null, string> { Value = "a" });
        Assert.False(sending.IsCompleted);

        kafka.RunUntilIdle();

        Assert.Equal((true, TimeSpan.FromMilliseconds(50)), (sending.IsCompleted, kafka.Now - s_start));
    }

    [Fact]
    public void The_first_join_of_a_group_is_waited_for()
    {
        var kafka = new FakeKafka(new FakeKafkaOptions
        {
            BrokerSettings = new Dictionary<string, string> { ["group.initial.rebalance.delay.ms"] = "3000" },
        });
        kafka.CreateTopic("orders").Produce("orders", (null, "a"));
        using var consumer = kafka.Subscribed(Manual);

        kafka.RunUntilIdle();

        Assert.Equal("a", consumer.Consume(0).Message.Value);
        Assert.Equal(TimeSpan.FromSeconds(3), kafka.Now - s_start);
    }

    [Theory]
    [InlineData(GroupProtocol.Classic)]
    [InlineData(GroupProtocol.Consumer)]
    public void A_rebalance_goes_on_until_it_waits_for_an_application(GroupProtocol protocol)
    {
        var isRevoked = false;
        var config = new ConsumerConfig(Manual) { GroupProtocol = protocol };
        var kafka = new FakeKafka().CreateTopic("orders", partitions: 2);
        using var first = kafka.Subscribed(config, b => b.SetPartitionsRevokedHandler((_, _) => isRevoked = true));
        first.Consume(TimeSpan.FromSeconds(10));
        using var second = kafka.Subscribed(config);
        var joinedAt = kafka.Now;

        kafka.RunUntilIdle();

        Assert.True(kafka.Now - joinedAt <= TimeSpan.FromSeconds(5), "not beyond the heartbeat that tells the first member");
        Assert.False(isRevoked);
        first.Consume(0);
        Assert.True(isRevoked);
    }

    [Fact]
    public void A_rebalance_does_not_wait_for_a_dead_member_for_ever()
    {
        var kafka = WithOrders("a");
        var dead = kafka.Subscribed(Manual);
        dead.Consume(0);
        dead.Dispose();
        using var second = kafka.Subscribed(Manual);

        kafka.RunUntilIdle();

        Assert.Equal("a", second.Consume(0).Message.Value);
        Assert.Equal(1, kafka.Group("billing").MemberCount);
    }

    [Fact]
    public void What_comes_round_again_is_not_waited_for()
    {
        var config = Auto;
        config.StatisticsIntervalMs = 1000;
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(config);
        consumer.Consume(0);

        kafka.RunUntilIdle();

        Assert.Equal(s_start, kafka.Now);
    }

    [Fact]
    public void A_condition_is_waited_for_in_virtual_time()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Auto);
        consumer.Consume(0);

        kafka.RunUntil(() => kafka.Committed() == 1, within: TimeSpan.FromMinutes(1));

        Assert.Equal(TimeSpan.FromSeconds(5), kafka.Now - s_start);   // auto.commit.interval.ms
    }

    [Fact]
    public void A_condition_that_does_not_come_true_says_how_the_cluster_stands()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Manual);
        consumer.Consume(0);

        var failure = Assert.Throws<TimeoutException>(() => kafka.RunUntil(() => kafka.Committed() == 1, within: TimeSpan.FromMinutes(1)));

        Assert.StartsWith("Not within 00:01:00: () => kafka.Committed() == 1\n", failure.Message, StringComparison.Ordinal);
        Assert.Contains("topic orders", failure.Message, StringComparison.Ordinal);
        Assert.Contains("group billing", failure.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(1), kafka.Now - s_start);
    }

    [Fact]
    public async Task A_condition_may_ask_for_a_group_that_is_not_there_yet()
    {
        var kafka = NewKafka().CreateTopic("orders");
        using var mayJoin = new ManualResetEventSlim();
        var joining = Start(() =>
        {
            Assert.True(mayJoin.Wait(SafetyTimeout));
            return kafka.Subscribed(Manual);
        });

        kafka.RunUntil(() => HasMember(kafka, mayJoin), SafetyTimeout);

        using var consumer = await joining.Safe();
        Assert.Equal(1, kafka.Group("billing").MemberCount);
    }

    [Fact]
    public void A_group_that_never_comes_is_named()
    {
        var failure = Assert.Throws<TimeoutException>(() => new FakeKafka().RunUntil(() => new FakeKafka().Group("billing").MemberCount == 1, TimeSpan.Zero));

        Assert.Contains("There is no group 'billing'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_condition_is_waited_for_while_other_threads_work()
    {
        var kafka = NewKafka().CreateTopic("orders");
        kafka.Produce("orders", (null, "a"));
        using var consumer = kafka.Subscribed(Manual);
        var committing = Start(() => consumer.Commit(consumer.Consume(Timeout.Infinite)));

        kafka.RunUntil(() => kafka.Group("billing").Committed("orders", 0) == 1, SafetyTimeout);

        await committing.Safe();
        Assert.Equal(1, kafka.Committed().Value);
    }

    [Fact]
    public void A_live_clock_does_not_know_when_it_is_idle() => Assert.Contains(
        "RunUntil", Assert.Throws<InvalidOperationException>(() => NewKafka().RunUntilIdle()).Message, StringComparison.Ordinal);

    private static bool HasMember(FakeKafka kafka, ManualResetEventSlim mayJoin)
    {
        mayJoin.Set();   // only now, after the wait has begun
        return kafka.Group("billing").MemberCount == 1;
    }
}
