using Confluent.Kafka;
using OffsetGuard.Testing.Faults;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Faults;

/// <summary>Members whose requests to the coordinator are lost or refused: when they notice, and what they do then.</summary>
public sealed class MembershipFaultTests
{
    private static readonly TimeSpan s_tenMinutes = TimeSpan.FromMinutes(10);

    [Fact]
    public void A_lost_join_is_noticed_after_the_poll_interval_and_three_seconds()
    {
        var kafka = WithOrders("a");
        kafka.Faults.On(Operation.Join).LoseRequest();
        using var consumer = kafka.Subscribed(new ConsumerConfig(Manual) { MaxPollIntervalMs = 60_000 });

        var record = consumer.Consume(s_tenMinutes);

        Assert.Equal("a", record.Message.Value);
        Assert.Equal(TimeSpan.FromSeconds(60 + 3.1), Elapsed(kafka));
    }

    [Fact]
    public void A_join_whose_reply_is_lost_is_repeated_and_the_group_ends_up_with_one_member()
    {
        var kafka = WithOrders("a");
        var fault = kafka.Faults.On(Operation.Join).Occurrence(2).LoseReply();   // the first one only gets a member id
        using var consumer = kafka.Subscribed(new ConsumerConfig(Manual) { MaxPollIntervalMs = 60_000 });

        var record = consumer.Consume(s_tenMinutes);

        Assert.Equal((1, "a", 1), (fault.FiredCount, record.Message.Value, kafka.Group("billing").MemberCount));
    }

    [Fact]
    public void A_join_that_waits_for_others_longer_than_its_timeout_is_not_given_up()
    {
        var kafka = WithOrders("a");
        using var busy = kafka.Subscribed(new ConsumerConfig(Manual) { MaxPollIntervalMs = 60_000 });
        busy.Next();
        var thirdJoin = kafka.Faults.On(Operation.Join).Client("hasty").Occurrence(3).LoseRequest();

        using var hasty = kafka.Subscribed(new ConsumerConfig(Manual) { ClientId = "hasty", SessionTimeoutMs = 6000, MaxPollIntervalMs = 6000 });
        kafka.AdvanceTime(TimeSpan.FromSeconds(30));

        Assert.Equal((0, 2), (thirdJoin.FiredCount, kafka.Group("billing").MemberCount));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_lost_sync_is_noticed_after_the_session_timeout_and_three_seconds(bool isReplyLost)
    {
        var kafka = WithOrders("a");
        var sync = kafka.Faults.On(Operation.Sync).Group("billing");
        var fault = isReplyLost ? sync.LoseReply() : sync.LoseRequest();
        using var consumer = kafka.Subscribed(new ConsumerConfig(Manual) { SessionTimeoutMs = 20_000 });

        var record = consumer.Consume(s_tenMinutes);

        Assert.Equal((1, "a"), (fault.FiredCount, record.Message.Value));
        Assert.InRange(Elapsed(kafka), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(24));
    }

    [Theory]
    [InlineData(Operation.Join)]
    [InlineData(Operation.Sync)]
    public void A_coordinator_that_loads_is_asked_again(Operation operation)
    {
        var kafka = WithOrders("a");
        kafka.Faults.On(operation).Fail(ErrorCode.GroupLoadInProgress).Times(3);
        using var consumer = kafka.Subscribed(Manual);

        Assert.Equal("a", consumer.Next()?.Message.Value);
        kafka.Faults.AssertAllFired();
    }

    [Fact]
    public void A_group_that_may_not_be_joined_is_told_by_every_try()
    {
        var kafka = WithOrders("a");
        kafka.Faults.On(Operation.Join).Fail(ErrorCode.GroupAuthorizationFailed).Times(2);
        using var consumer = kafka.Subscribed(Manual);

        var told = new[] { Told(consumer), Told(consumer) };

        Assert.Equal([ErrorCode.GroupAuthorizationFailed, ErrorCode.GroupAuthorizationFailed], told);
        Assert.Equal("a", consumer.Next()?.Message.Value);
    }

    [Fact]
    public void Lost_metadata_is_asked_for_again_before_the_join()
    {
        var kafka = WithOrders("a");
        kafka.Faults.On(Operation.Metadata).LoseReply();
        using var consumer = kafka.Subscribed(Manual);

        Assert.Equal("a", consumer.Consume(s_tenMinutes).Message.Value);
        Assert.Equal(TimeSpan.FromSeconds(60.1), Elapsed(kafka));
    }

    [Fact]
    public void Behind_one_lost_heartbeat_the_session_runs_out_and_the_partition_is_lost()
    {
        var kafka = WithOrders("a");
        var lost = new List<TopicPartitionOffset>();
        using var consumer = kafka.Subscribed(Manual, b => b.SetPartitionsLostHandler((_, partitions) => lost.AddRange(partitions)));
        consumer.Next();
        kafka.Faults.On(Operation.Heartbeat).LoseReply();

        kafka.AdvanceTime(TimeSpan.FromSeconds(50));
        var again = consumer.Next();

        Assert.Equal([new TopicPartitionOffset(Orders0, 1)], lost);
        Assert.Equal("a", again?.Message.Value);   // nothing was committed
    }

    [Theory]
    [InlineData(ErrorCode.IllegalGeneration)]
    [InlineData(ErrorCode.UnknownMemberId)]
    public void A_heartbeat_that_is_refused_loses_the_partitions(ErrorCode error)
    {
        var kafka = WithOrders("a");
        var lost = 0;
        using var consumer = kafka.Subscribed(Manual, b => b.SetPartitionsLostHandler((_, _) => lost++));
        consumer.Next();
        kafka.Faults.On(Operation.Heartbeat).Client(consumer.Name).Fail(error);

        var again = consumer.Consume(TimeSpan.FromMinutes(1));

        Assert.Equal((1, "a"), (lost, again?.Message.Value));
    }

    [Fact]
    public void A_heartbeat_that_says_rebalance_makes_the_member_join_again_and_read_on()
    {
        var kafka = WithOrders("a", "b");
        var revoked = 0;
        using var consumer = kafka.Subscribed(Manual, b => b.SetPartitionsRevokedHandler((_, _) => revoked++));
        consumer.Commit(consumer.Next());
        kafka.Faults.On(Operation.Heartbeat).Fail(ErrorCode.RebalanceInProgress);

        kafka.AdvanceTime(TimeSpan.FromSeconds(4));

        Assert.Equal(["b"], consumer.Drain());
        Assert.Equal(1, revoked);
    }

    [Fact]
    public void A_lost_leave_keeps_the_member_in_the_group_until_its_session_is_over()
    {
        var kafka = WithOrders("a");
        var consumer = kafka.Subscribed(Manual);
        consumer.Next();
        kafka.Faults.On(Operation.Leave).LoseRequest();

        consumer.Close();
        var before = kafka.Group("billing").MemberCount;
        kafka.AdvanceTime(TimeSpan.FromSeconds(45));

        Assert.Equal((1, 0), (before, kafka.Group("billing").MemberCount));
    }

    private static ErrorCode Told(IConsumer<Null, string> consumer) => Assert.Throws<ConsumeException>(() => consumer.Next()).Error.Code;

    private static TimeSpan Elapsed(FakeKafka kafka) => kafka.Now - new FakeKafka().Now;
}
