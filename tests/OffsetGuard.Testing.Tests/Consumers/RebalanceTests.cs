using Confluent.Kafka;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Consumers;

public sealed class RebalanceTests
{
    private readonly List<string> _log = [];

    [Fact]
    public void Two_members_share_the_partitions_and_the_survivor_gets_all()
    {
        var kafka = new FakeKafka().CreateTopic("orders", partitions: 4);
        using var first = kafka.Subscribed(Manual);
        using var second = kafka.Subscribed(Manual);
        Poll(first, second);
        var shared = (first.Assignment.Count, second.Assignment.Count);

        first.Close();
        Poll(second);

        Assert.Equal((2, 2), shared);
        Assert.Equal(4, second.Assignment.Count);
    }

    [Fact]
    public void Nothing_is_assigned_before_Consume_although_the_group_is_joined()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Manual);

        kafka.AdvanceTime(TimeSpan.FromSeconds(2));

        Assert.Empty(consumer.Assignment);
        Assert.NotEmpty(consumer.MemberId);
    }

    [Fact]
    public void The_assigned_handler_runs_before_the_assignment_is_taken_over()
    {
        List<TopicPartition>? before = null, told = null;
        using var consumer = WithOrders("a").Subscribed(Manual, b => b.SetPartitionsAssignedHandler((c, list) =>
        {
            before = c.Assignment;
            told = list;
        }));

        consumer.Next();

        Assert.Empty(before!);
        Assert.Equal([Orders0], told);
        Assert.Equal([Orders0], consumer.Assignment);
    }

    [Fact]
    public void A_member_without_partitions_is_told_of_its_empty_assignment()
    {
        List<TopicPartition>? told = null;
        var kafka = WithOrders();
        using var first = kafka.Subscribed(Manual);
        using var second = kafka.Subscribed(Manual, b => b.SetPartitionsAssignedHandler((_, list) => told = list));

        Poll(first, second);

        Assert.Empty(told!);
    }

    [Fact]
    public void Offsets_that_the_assigned_handler_returns_win_over_the_committed_one()
    {
        var kafka = WithOrders("a", "b", "c");
        using var consumer = kafka.Consumer(
            Manual, b => b.SetPartitionsAssignedHandler((_, list) => list.Select(p => new TopicPartitionOffset(p, 2))));
        consumer.Commit([At(1)]);

        consumer.Subscribe("orders");

        Assert.Equal(["c"], consumer.Drain());
    }

    [Fact]
    public void What_the_assigned_handler_leaves_out_is_not_read()
    {
        using var consumer = WithOrders("a").Subscribed(Manual, b => b.SetPartitionsAssignedHandler((_, _) => []));

        Assert.Null(consumer.Next());
        Assert.Empty(consumer.Assignment);
    }

    [Fact]
    public void On_revoke_the_handler_runs_before_the_last_commit_and_its_report()
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Subscribed(Auto, b => Log(b, kafka));
        consumer.Consume(100);

        consumer.Unsubscribe();
        consumer.Next();

        Assert.Equal(["assigned orders/0", "revoked orders/0@1, committed Unset [-1001]", "reported orders/0@1"], _log);
    }

    [Fact]
    public void The_revoked_handler_sees_positions_not_stored_or_committed_offsets()
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Subscribed(ManualStore, b => Log(b, kafka));
        consumer.StoreOffset(consumer.Next());
        consumer.Next();

        consumer.Close();

        Assert.Equal("revoked orders/0@2, committed Unset [-1001]", _log[^1]);
    }

    [Fact]
    public void The_revoked_handler_sees_a_seek_that_came_after_the_rebalance_began()
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Subscribed(Manual, b => Log(b, kafka));
        consumer.Next();
        consumer.Unsubscribe();
        consumer.Seek(At(0));

        consumer.Next();

        Assert.Equal("revoked orders/0@Unset [-1001], committed Unset [-1001]", _log[^1]);
    }

    [Fact]
    public void Commit_works_inside_the_revoked_handler()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Manual, b => b.SetPartitionsRevokedHandler((c, _) => c.Commit()));
        consumer.Next();

        consumer.Close();

        Assert.Equal(1, kafka.Committed());
    }

    [Fact]
    public void Consume_inside_the_revoked_handler_gets_no_record()
    {
        ConsumeResult<Null, string>? inside = null;
        var calls = 0;
        using var consumer = WithOrders("a", "b").Subscribed(Manual, b => b.SetPartitionsRevokedHandler((c, _) =>
        {
            calls++;
            inside = c.Consume(100);
        }));
        consumer.Next();

        consumer.Close();

        Assert.Equal((1, null), (calls, inside));
    }

    [Fact]
    public void An_expired_session_is_told_as_lost_and_the_partition_is_read_again()
    {
        var kafka = WithOrders("a");
        var config = Manual;
        config.SessionTimeoutMs = 6000;
        config.HeartbeatIntervalMs = 7000;   // too slow: the broker gives the member up before it hears of it again
        using var consumer = kafka.Subscribed(config, b => Log(b, kafka));
        consumer.Next();

        var again = consumer.Next();

        Assert.Equal(["assigned orders/0", "lost orders/0@1: Local_AssignmentLost", "assigned orders/0"], _log);
        Assert.Equal(0, again!.Offset);
    }

    [Fact]
    public void Without_a_lost_handler_the_revoked_handler_is_told()
    {
        var revoked = 0;
        var config = Manual;
        config.SessionTimeoutMs = 6000;
        config.HeartbeatIntervalMs = 7000;
        using var consumer = WithOrders("a").Subscribed(config, b => b.SetPartitionsRevokedHandler((_, _) => revoked++));
        consumer.Next();

        consumer.Next();

        Assert.Equal(1, revoked);
    }

    private static void Poll(params IConsumer<Null, string>[] members)
    {
        for (var round = 0; round < 4; round++)
        {
            foreach (var member in members)
                member.Consume(TimeSpan.FromSeconds(1));
        }
    }

    private void Log(FakeConsumerBuilder<Null, string> builder, FakeKafka kafka) => builder
        .SetPartitionsAssignedHandler((_, list) => _log.Add($"assigned {string.Join(" ", list.Select(p => $"{p.Topic}/{p.Partition.Value}"))}"))
        .SetPartitionsRevokedHandler((_, list) => _log.Add($"revoked {Text(list)}, committed {kafka.Committed()}"))
        .SetPartitionsLostHandler((c, list) =>
            _log.Add($"lost {Text(list)}: {Assert.ThrowsAny<KafkaException>(() => c.Commit()).Error.Code}"))
        .SetOffsetsCommittedHandler((_, c) => _log.Add($"reported {Text(c.Offsets.Select(o => o.TopicPartitionOffset))}"));

    private static string Text(IEnumerable<TopicPartitionOffset> list) =>
        string.Join(" ", list.Select(o => $"{o.Topic}/{o.Partition.Value}@{o.Offset}"));
}
