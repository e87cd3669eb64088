using Confluent.Kafka;
using Confluent.Kafka.Admin;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Brokers;

/// <summary>Brokers that fail, as a test of an application meets them.</summary>
public sealed class FakeBrokerTests
{
    private static readonly ProducerConfig s_leaderOnly = new() { Acks = Acks.Leader, LingerMs = 0 };

    [Fact]
    public async Task A_record_that_only_the_leader_has_is_acknowledged_and_lost()
    {
        var kafka = ThreeBrokers();
        var followers = kafka.PauseFollowers("orders", 0);
        using var producer = kafka.ProducerBuilder<Null, string>(s_leaderOnly).Build();
        var report = await producer.ProduceAsync(Orders0, new() { Value = "paid" });

        kafka.KillLeader("orders", 0);
        foreach (var follower in followers)
            follower.Resume();
        kafka.AdvanceTime(TimeSpan.FromSeconds(10));

        Assert.Equal(2, report.Offset.Value);
        Assert.Equal(["a", "b"], kafka.Topic("orders").Values(0));
        Assert.Equal(1, kafka.Topic("orders").Partition(0).LeaderEpoch);
    }

    [Fact]
    public void Losing_the_leader_counts_in_the_leader_epoch_and_its_return_once_more()
    {
        var kafka = WithOrders("a");

        var broker = kafka.KillLeader("orders", 0).Fence();
        var without = kafka.Topic("orders").Partition(0).LeaderEpoch;
        broker.Start();

        Assert.Equal((1, 2), (without, kafka.Topic("orders").Partition(0).LeaderEpoch));
    }

    [Fact]
    public void A_record_above_the_high_watermark_is_written_and_not_yet_visible()
    {
        var kafka = ThreeBrokers();
        using var consumer = kafka.Assigned(Manual);
        kafka.PauseFollowers("orders", 0);
        kafka.Produce("orders", (null, "c"));

        var delivered = new[] { consumer.Next(), consumer.Next(), consumer.Consume(TimeSpan.FromSeconds(5)) };

        Assert.Equal(["a", "b", null], delivered.Select(r => r?.Message.Value));
        Assert.Equal((2, 3), (kafka.Topic("orders").HighWatermark(0).Value, kafka.Topic("orders").LogEndOffset(0).Value));
        Assert.Equal([3L, 2L, 2L], kafka.Topic("orders").Partition(0).Replicas.Select(r => r.LogEndOffset.Value));
    }

    [Fact]
    public async Task A_record_that_found_no_leader_in_time_was_not_persisted()
    {
        var kafka = ThreeBrokers();
        using var producer = kafka.ProducerBuilder<Null, string>(new ProducerConfig { LingerMs = 0, MessageTimeoutMs = 5_000 }).Build();
        await producer.ProduceAsync(Orders0, new() { Value = "first" });
        foreach (var broker in kafka.Brokers)
            broker.Kill();

        var failure = await Assert.ThrowsAsync<ProduceException<Null, string>>(() => producer.ProduceAsync(Orders0, new() { Value = "paid" }));

        Assert.Equal((ErrorCode.Local_MsgTimedOut, PersistenceStatus.NotPersisted), (failure.Error.Code, failure.DeliveryResult.Status));
    }

    [Fact]
    public void A_consumer_goes_on_when_another_broker_leads()
    {
        var kafka = ThreeBrokers();
        using var consumer = kafka.Subscribed(Manual);
        consumer.Next();
        var leader = kafka.Leader("orders", 0);

        leader.Kill();

        Assert.Equal("b", consumer.Next()!.Message.Value);
        consumer.Commit();
        Assert.NotEqual(leader.Id, kafka.Leader("orders", 0).Id);
        Assert.Equal((FakeBrokerState.Stopped, true), (leader.State, leader.IsFenced));
    }

    [Fact]
    public void A_committed_offset_survives_its_coordinator()
    {
        var kafka = ThreeBrokers();
        using var consumer = kafka.Subscribed(Manual);
        consumer.Commit(consumer.Next());

        var former = kafka.FailOverCoordinator("billing");

        Assert.Equal(1, kafka.Group("billing").Committed("orders", 0).Value);
        Assert.Equal(1, kafka.Group("billing").MemberCount);
        Assert.NotEqual(former.Id, kafka.Coordinator("billing").Id);
    }

    [Fact]
    public void An_unclean_election_cuts_the_log_and_the_position_of_a_running_consumer_with_it()
    {
        var kafka = ThreeBrokers();
        using var consumer = kafka.Assigned(Manual);
        var behind = kafka.Followers("orders", 0);
        foreach (var broker in behind)
            broker.Kill().Fence();
        kafka.Produce("orders", (null, "c"), (null, "d"));
        for (var i = 0; i < 4; i++)
            consumer.Commit(consumer.Next());

        kafka.KillLeader("orders", 0).Fence();
        behind[0].Start();
        kafka.ElectLeader("orders", 0, LeaderElection.Unclean).Produce("orders", (null, "C"));

        Assert.Equal("C", consumer.Next()!.Message.Value);
        Assert.Equal(3, consumer.Position(Orders0).Value);
    }

    [Fact]
    public void The_only_broker_can_fail_too()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Assigned(Manual);

        kafka.Broker(1).Kill().Fence().Start();

        Assert.Equal("a", consumer.Next()!.Message.Value);
        Assert.Equal(2, kafka.Topic("orders").Partition(0).LeaderEpoch);
    }

    [Fact]
    public void A_hanging_broker_answers_when_it_goes_on()
    {
        var kafka = ThreeBrokers();
        using var consumer = kafka.Assigned(Manual);
        consumer.Next();
        var coordinator = kafka.Coordinator("billing").Pause();

        Assert.Throws<KafkaException>(() => consumer.Committed([Orders0], TimeSpan.FromSeconds(1)));
        coordinator.Resume();

        Assert.Equal(Offset.Unset, consumer.Committed([Orders0], TimeSpan.FromSeconds(1))[0].Offset);
    }

    [Fact]
    public void What_cannot_be_done_to_a_broker_says_what_can()
    {
        var kafka = ThreeBrokers();

        Assert.Throws<InvalidOperationException>(() => kafka.Broker(1).Start());
        Assert.Throws<InvalidOperationException>(() => kafka.Broker(1).Resume());
        Assert.Throws<InvalidOperationException>(() => kafka.Broker(1).Fence());
        Assert.Throws<ArgumentOutOfRangeException>(() => kafka.Broker(4));
        Assert.Throws<InvalidOperationException>(() => kafka.ElectLeader("orders", 0));
        Assert.Throws<InvalidOperationException>(() => new FakeKafka().FailOverCoordinator("billing"));
        Assert.Throws<ArgumentException>(() => kafka.CreateTopic("invoices", partitions: 1, replicas: 4));
    }

    [Fact]
    public async Task An_admin_sees_replicas_and_elects_leaders()
    {
        var kafka = ThreeBrokers();
        var former = kafka.KillLeader("orders", 0).Fence().Start();
        using var admin = kafka.AdminClient();

        var before = admin.GetMetadata("orders", TimeSpan.FromSeconds(1));
        var elected = await admin.ElectLeadersAsync(ElectionType.Preferred, [Orders0]);

        Assert.Equal(3, before.Brokers.Count);
        Assert.Equal([1, 2, 3], before.Topics[0].Partitions[0].InSyncReplicas);
        Assert.Equal(2, before.Topics[0].Partitions[0].Leader);
        Assert.False(elected.TopicPartitions[0].Error.IsError);
        Assert.Equal(former.Id, kafka.Leader("orders", 0).Id);
    }

    [Fact]
    public void To_look_at_a_topic_changes_nothing()
    {
        var kafka = WithOrders("a");

        var replicas = kafka.Topic("orders").Partition(0).Replicas;

        Assert.Equal("broker 1 log end 1, leader, in sync", Assert.Single(replicas).ToString());
        Assert.False(kafka.Host.Cluster.Kafka.Topics.Find("orders")!.Partitions[0].IsReplicated);
    }

    [Fact]
    public void Leaders_stay_where_they_are_until_somebody_elects()
    {
        var kafka = ThreeBrokers();
        kafka.KillLeader("orders", 0).Fence().Start();

        kafka.AdvanceTime(TimeSpan.FromMinutes(10));
        var before = kafka.Leader("orders", 0).Id;
        kafka.ElectLeader("orders", 0);

        Assert.Equal((2, 1), (before, kafka.Leader("orders", 0).Id));
    }

    [Fact]
    public void A_member_gets_its_part_while_the_replicas_of_the_group_log_hang()
    {
        var kafka = ThreeBrokers();
        foreach (var broker in kafka.Brokers.Where(b => b.Id != kafka.Coordinator("billing").Id).ToList())
            broker.Pause();
        using var consumer = kafka.Subscribed(Manual);

        consumer.Consume(TimeSpan.FromSeconds(1));

        Assert.Equal([Orders0], consumer.Assignment);
    }

    private static FakeKafka ThreeBrokers() => new FakeKafka(new FakeKafkaOptions { BrokerCount = 3 })
        .CreateTopic("orders", partitions: 1, replicas: 3).Produce("orders", (null, "a"), (null, "b"));
}
