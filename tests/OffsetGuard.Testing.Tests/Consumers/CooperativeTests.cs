using Confluent.Kafka;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Consumers;

/// <summary>cooperative-sticky: only what moves is given back, in two rounds.</summary>
public sealed class CooperativeTests
{
    private readonly List<string> _told = [];

    private static ConsumerConfig Cooperative => new(Auto)
    {
        PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky,
        AutoCommitIntervalMs = 60_000,
    };

    [Fact]
    public void The_first_member_keeps_half_and_reads_on_from_its_position()
    {
        var kafka = FourPartitions();
        using var first = Member(kafka, "first");
        Assert.Equal(4, first.Drain().Count);
        using var second = Member(kafka, "second");
        _told.Clear();

        PollBoth(first, second);

        Assert.Equal(["first revoked 0,1", "first assigned ", "first assigned "], _told.Where(t => t.StartsWith("first", StringComparison.Ordinal)));
        Assert.Equal(["second assigned ", "second assigned 0,1"], _told.Where(t => t.StartsWith("second", StringComparison.Ordinal)));
        Assert.Equal((2, 2), (first.Assignment.Count, second.Assignment.Count));
        Assert.Equal(1, first.Position(new TopicPartition("orders", 3)));
    }

    [Fact]
    public void The_last_commit_covers_only_what_moves()
    {
        var kafka = FourPartitions();
        using var first = Member(kafka, "first");
        first.Drain();
        using var second = Member(kafka, "second");

        PollBoth(first, second);

        Assert.Equal([1, 1, Offset.Unset, Offset.Unset], Enumerable.Range(0, 4).Select(p => kafka.Committed(p)));
    }

    [Fact]
    public void Assign_and_Unassign_are_the_wrong_state()
    {
        using var consumer = Member(FourPartitions(), "only");
        consumer.Next();

        Throws(ErrorCode.Local_State, () => consumer.Assign(Orders0));
        Throws(ErrorCode.Local_State, consumer.Unassign);
    }

    [Fact]
    public void A_topic_that_is_dropped_from_the_subscription_is_revoked_alone()
    {
        var kafka = FourPartitions().CreateTopic("bills");
        using var consumer = Member(kafka, "only", "orders", "bills");
        consumer.Drain();
        _told.Clear();

        consumer.Subscribe("bills");
        consumer.Next();

        Assert.Equal(["only revoked 0,1,2,3", "only assigned "], _told);
        Assert.Equal([new TopicPartition("bills", 0)], consumer.Assignment);
    }

    [Fact]
    public void A_member_that_owns_nothing_closes_without_the_revoked_handler()
    {
        var kafka = new FakeKafka().CreateTopic("orders");
        using var first = Member(kafka, "first");
        first.Next();
        using var second = Member(kafka, "second");
        PollBoth(first, second);
        _told.Clear();

        second.Close();

        Assert.Empty(_told);
    }

    [Fact]
    public void A_revoked_handler_that_returns_partitions_fails_the_first_rebalance()
    {
        using var consumer = FourPartitions().Subscribed(Cooperative, b => b.SetPartitionsRevokedHandler((_, revoked) => revoked));

        Assert.Throws<InvalidOperationException>(() => consumer.Next());
    }

    [Fact]
    public void An_assigned_handler_that_returns_other_partitions_fails()
    {
        using var consumer = FourPartitions().Subscribed(Cooperative, b => b.SetPartitionsAssignedHandler((_, _) => [At(0)]));

        Assert.Throws<InvalidOperationException>(() => consumer.Next());
    }

    private static FakeKafka FourPartitions() =>
        new FakeKafka().CreateTopic("orders", partitions: 4).Produce("orders", (null, "a"), (null, "b"), (null, "c"), (null, "d"));

    private IConsumer<Null, string> Member(FakeKafka kafka, string name, params string[] topics)
    {
        var consumer = kafka.Consumer(Cooperative, b => b
            .SetPartitionsAssignedHandler((_, assigned) => { _told.Add($"{name} assigned {Show(assigned)}"); })
            .SetPartitionsRevokedHandler((_, revoked) => { _told.Add($"{name} revoked {Show(revoked.Select(r => r.TopicPartition))}"); }));
        consumer.Subscribe(topics is [] ? ["orders"] : topics);
        return consumer;
    }

    private static string Show(IEnumerable<TopicPartition> partitions) => string.Join(',', partitions.Order().Select(p => p.Partition.Value));

    private static void PollBoth(IConsumer<Null, string> first, IConsumer<Null, string> second)
    {
        for (var i = 0; i < 10; i++)
        {
            first.Consume(TimeSpan.FromSeconds(1));
            second.Consume(TimeSpan.FromSeconds(1));
        }
    }
}
