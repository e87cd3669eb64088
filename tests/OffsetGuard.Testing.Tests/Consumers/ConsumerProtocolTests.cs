using Confluent.Kafka;
using Confluent.Kafka.Admin;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Consumers;

/// <summary>group.protocol=consumer (KIP-848): the broker assigns, and only what moves is revoked.</summary>
public sealed class ConsumerProtocolTests
{
    private readonly List<string> _told = [];

    [Fact]
    public void A_consumer_reads_commits_and_resumes_as_with_the_classic_protocol()
    {
        var kafka = WithOrders("a", "b");
        using (var first = kafka.Subscribed(Protocol(Manual)))
        {
            first.Commit(first.Next());
            first.Close();
        }

        using var second = kafka.Subscribed(Protocol(Manual));

        Assert.Equal("b", second.Next()!.Message.Value);
        Assert.Equal((ConsumerGroupType.Consumer, 1), (kafka.Group("billing").Type, kafka.Group("billing").MemberCount));
    }

    [Fact]
    public void Only_what_moves_is_revoked_and_it_moves_only_after_that()
    {
        var kafka = TwoPartitions();
        using var first = Watched(kafka, "1");
        first.Next();
        using var second = Watched(kafka, "2");
        second.Consume(TimeSpan.FromSeconds(20));
        var early = second.Assignment.Count;

        Poll(first, second);

        Assert.Equal(0, early);
        Assert.Equal(["1 assigned 0,1", "1 revoked 1", "1 assigned ", "2 assigned 1"], _told);
    }

    [Fact]
    public void The_application_may_not_assign_all_at_once_once_it_has_subscribed()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Protocol(Manual));

        Assert.Equal(ErrorCode.Local_State, Assert.Throws<KafkaException>(() => consumer.Assign(Orders0)).Error.Code);
        Assert.Equal(ErrorCode.Local_State, Assert.Throws<KafkaException>(consumer.Unassign).Error.Code);
    }

    [Fact]
    public void A_handler_that_returns_offsets_on_revoke_is_refused_as_with_every_cooperative_protocol()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(
            Protocol(Manual), b => b.SetPartitionsRevokedHandler((_, gone) => gone));

        Assert.Throws<InvalidOperationException>(() => consumer.Next());
    }

    [Fact]
    public void A_topic_that_is_missing_is_no_error_and_is_read_once_it_is_there()
    {
        var kafka = new FakeKafka();
        using var consumer = kafka.Subscribed(Protocol(Manual));
        var before = consumer.Next();

        kafka.CreateTopic("orders").Produce("orders", (null, "a"));

        Assert.Null(before);
        Assert.Equal("a", consumer.Next()!.Message.Value);
    }

    [Fact]
    public void A_second_holder_of_an_instance_id_is_refused_for_good_and_the_first_goes_on()
    {
        var kafka = WithOrders("a", "b");
        using var holder = kafka.Subscribed(Static());
        holder.Next();
        var newcomer = kafka.Subscribed(Static());

        var error = Assert.Throws<ConsumeException>(() => newcomer.Next()).Error;

        Assert.Equal((ErrorCode.UnreleasedInstanceId, true), (error.Code, error.IsFatal));
        Assert.True(Assert.Throws<KafkaException>(() => newcomer.Commit()).Error.IsFatal);
        Assert.Equal("b", holder.Next()!.Message.Value);
    }

    [Fact]
    public void A_static_member_finds_its_partitions_again_and_the_other_hears_nothing()
    {
        var kafka = TwoPartitions();
        using var other = Watched(kafka, "other");
        var restarted = kafka.Subscribed(Static());
        Poll(other, restarted);
        var mine = restarted.Assignment;
        _told.Clear();

        restarted.Close();
        using var again = kafka.Subscribed(Static());
        Poll(other, again);

        Assert.Equal(mine, again.Assignment);
        Assert.Empty(_told);
    }

    [Fact]
    public void Whoever_is_late_loses_its_partitions_and_starts_again_at_its_commit()
    {
        var kafka = WithOrders("a", "b");
        var config = Protocol(Manual);
        config.MaxPollIntervalMs = 6000;
        using var consumer = kafka.Subscribed(config, b => b.SetPartitionsLostHandler((_, lost) => { _told.Add($"lost {lost[0].Offset}"); }));
        consumer.Next();

        kafka.AdvanceTime(TimeSpan.FromSeconds(7));

        Assert.Equal(ErrorCode.Local_AssignmentLost, Assert.Throws<KafkaException>(() => consumer.Commit()).Error.Code);
        Assert.Equal(ErrorCode.Local_MaxPollExceeded, Assert.Throws<ConsumeException>(() => consumer.Next()).Error.Code);
        Assert.Equal("a", consumer.Next()!.Message.Value);
        Assert.Equal(["lost 1"], _told);
    }

    [Fact]
    public void Whoever_is_late_in_the_middle_of_a_revocation_comes_back_all_the_same()
    {
        var kafka = TwoPartitions();
        var config = Protocol(Manual);
        config.MaxPollIntervalMs = 6000;
        using var late = kafka.Subscribed(config);
        late.Next();
        using var other = kafka.Subscribed(Protocol(Manual));
        other.Consume(TimeSpan.FromSeconds(9));

        Assert.Throws<ConsumeException>(() => late.Next());
        Poll(late, other);

        Assert.Equal((1, 1), (late.Assignment.Count, other.Assignment.Count));
    }

    [Fact]
    public void Close_returns_after_a_revoked_handler_that_threw()
    {
        var kafka = TwoPartitions();
        using var thrower = kafka.Subscribed(
            Protocol(Manual), b => b.SetPartitionsRevokedHandler((Action<IConsumer<Null, string>, List<TopicPartitionOffset>>)((_, _) => throw new FormatException())));
        thrower.Next();
        using var other = kafka.Subscribed(Protocol(Manual));
        other.Consume(TimeSpan.FromSeconds(9));

        Assert.Throws<FormatException>(() => thrower.Next());
        var left = thrower.Assignment.Count;
        Assert.Throws<FormatException>(thrower.Close);
        Poll(other);

        Assert.Equal((0, 2), (left, other.Assignment.Count));
    }

    [Fact]
    public void The_assignor_is_the_brokers_and_an_unknown_one_is_fatal()
    {
        var kafka = WithOrders("a");
        var config = Protocol(Manual);
        config.GroupRemoteAssignor = "sticky";
        using var consumer = kafka.Subscribed(config);

        var error = Assert.Throws<ConsumeException>(() => consumer.Next()).Error;

        Assert.Equal((ErrorCode.UnsupportedAssignor, true), (error.Code, error.IsFatal));
    }

    [Fact]
    public void A_pattern_that_RE2_would_not_take_is_fatal()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Consumer(Protocol(Manual));
        consumer.Subscribe(@"^(o)r\1.*");

        Assert.True(Assert.Throws<ConsumeException>(() => consumer.Next()).Error.IsFatal);
    }

    [Fact]
    public void Heartbeats_and_sessions_are_those_of_the_broker()
    {
        var settings = new Dictionary<string, string>
        {
            ["group.consumer.session.timeout.ms"] = "7000",
            ["group.consumer.heartbeat.interval.ms"] = "1000",
        };
        var kafka = new FakeKafka(new FakeKafkaOptions { BrokerSettings = settings }).CreateTopic("orders");
        using var first = kafka.Subscribed(Protocol(Manual));
        first.Next();
        first.Dispose();

        kafka.AdvanceTime(TimeSpan.FromSeconds(6));
        var before = kafka.Group("billing").MemberCount;
        kafka.AdvanceTime(TimeSpan.FromSeconds(2));

        Assert.Equal((1, 0), (before, kafka.Group("billing").MemberCount));
    }

    [Fact]
    public async Task The_admin_describes_and_lists_the_group_with_its_targets()
    {
        var kafka = TwoPartitions();
        using var first = kafka.Subscribed(Protocol(Manual));
        first.Next();
        using var second = kafka.Subscribed(Protocol(Manual));
        second.Consume(TimeSpan.FromSeconds(1));
        using var admin = kafka.AdminClient();

        var group = (await admin.DescribeConsumerGroupsAsync(["billing"])).ConsumerGroupDescriptions[0];
        var listed = (await admin.ListConsumerGroupsAsync()).Valid.Single();

        Assert.Equal((ConsumerGroupType.Consumer, "uniform", false), (group.GroupType, group.PartitionAssignor, group.IsSimpleConsumerGroup));
        Assert.Equal(ConsumerGroupState.Unknown, group.State);   // Reconciling, which Confluent.Kafka has no name for
        Assert.Equal([(2, 1), (0, 1)], group.Members.Select(m => (m.Assignment.TopicPartitions.Count, m.TargetAssignment.TopicPartitions.Count)));
        Assert.Equal((ConsumerGroupType.Consumer, ConsumerGroupState.Unknown), (listed.Type, listed.State));
    }

    [Fact]
    public void A_group_on_the_move_can_be_looked_at()
    {
        var kafka = TwoPartitions();
        using var first = kafka.Subscribed(Protocol(Manual));
        first.Next();
        using var second = kafka.Subscribed(Protocol(Manual));
        second.Consume(TimeSpan.FromSeconds(1));

        var group = kafka.Group("billing");

        Assert.Equal((ConsumerGroupState.Unknown, 2, "orders"), (group.State, group.Generation, group.Members[1].Subscription.Single()));
        Assert.Contains("is going to own", kafka.Timeline.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_timeline_says_why_a_member_is_gone()
    {
        var kafka = TwoPartitions();
        kafka.Subscribed(Protocol(Manual)).Dispose();
        using var killed = kafka.Subscribed(Protocol(Manual));
        killed.Next();
        killed.Dispose();

        kafka.AdvanceTime(TimeSpan.FromSeconds(50));

        Assert.Contains("session timeout 45 s passed", kafka.Timeline.ToString(), StringComparison.Ordinal);
    }

    private static FakeKafka TwoPartitions() => new FakeKafka().CreateTopic("orders", 2);

    private static ConsumerConfig Protocol(ConsumerConfig config) => new(config) { GroupProtocol = GroupProtocol.Consumer };

    private static ConsumerConfig Static() => new(Protocol(Manual)) { GroupInstanceId = "one" };

    private IConsumer<Null, string> Watched(FakeKafka kafka, string name) => kafka.Subscribed(Protocol(Manual), b => b
        .SetPartitionsAssignedHandler((_, partitions) => { _told.Add($"{name} assigned {Text(partitions)}"); })
        .SetPartitionsRevokedHandler((_, offsets) => { _told.Add($"{name} revoked {Text(offsets.Select(o => o.TopicPartition))}"); }));

    private static string Text(IEnumerable<TopicPartition> partitions) => string.Join(',', partitions.Select(p => p.Partition.Value).Order());

    /// <summary>Both poll in turn until nothing moves any more.</summary>
    private static void Poll(params IConsumer<Null, string>[] consumers)
    {
        for (var round = 0; round < 20; round++)
        {
            foreach (var consumer in consumers)
                consumer.Consume(TimeSpan.FromSeconds(2));
        }
    }
}
