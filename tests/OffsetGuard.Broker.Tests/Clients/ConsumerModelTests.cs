using OffsetGuard.Broker.Clients.Consumers;
using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using static OffsetGuard.Broker.Tests.Scenarios.ConsumerScenario;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Clients;

/// <summary>The table of the specification, section 2: what sets and clears position, stored and known committed offset.</summary>
public sealed class ConsumerModelTests
{
    private static readonly TopicPartition s_orders0 = At("orders", 0);

    private readonly ConsumerScenario _world = ConsumerScenario.With("orders", partitions: 2).Produce(s_orders0, "a", "b", "c");

    [Fact]
    public void Delivery_moves_position_and_stored_before_the_application_sees_the_record()
    {
        var consumer = _world.Reader(Settings, s_orders0);

        Assert.True(consumer.TryTakeRecord(out var delivery));

        Assert.Equal(0, delivery.Record.Offset);
        Assert.Equal((1, 1), (delivery.Partition.Position.NextOffset, delivery.Partition.Stored.NextOffset));
    }

    [Fact]
    public void Without_auto_store_delivery_moves_the_position_only()
    {
        var consumer = _world.Reader(Settings with { IsAutoOffsetStore = false }, s_orders0);

        _world.Consume(consumer);

        Assert.Equal((1, LogicalOffset.Unset), Marks(consumer));
    }

    [Fact]
    public void An_assignment_unsets_what_is_stored()
    {
        var consumer = _world.Reader(Settings with { IsAutoCommit = false }, s_orders0);
        _world.Consume(consumer);

        consumer.Assign([new PartitionOffset(s_orders0, new OffsetAndEpoch(1, -1))]);

        Assert.Equal((LogicalOffset.Unset, LogicalOffset.Unset), Marks(consumer));
    }

    [Fact]
    public void Unassign_unsets_position_and_stored_and_keeps_what_is_known_as_committed()
    {
        var consumer = _world.Reader(Settings, s_orders0);
        _world.Consume(consumer);
        _world.Commit(consumer);

        consumer.Unassign();

        Assert.Equal((LogicalOffset.Unset, LogicalOffset.Unset), Marks(consumer));
        Assert.Equal(1, consumer.Partitions.Find(s_orders0)!.KnownCommitted.NextOffset);
    }

    [Fact]
    public void A_start_at_the_committed_offset_learns_it()
    {
        var consumer = _world.Consumer(Settings);
        _world.Commit(consumer, s_orders0, nextOffset: 2);

        consumer.Assign([new PartitionOffset(s_orders0, OffsetAndEpoch.Unset)]);
        _world.Consume(consumer);

        Assert.Equal(2, consumer.Partitions.Find(s_orders0)!.KnownCommitted.NextOffset);
        Assert.Equal(3, consumer.PositionOf(s_orders0).NextOffset);
    }

    [Fact]
    public void A_start_at_an_absolute_offset_learns_nothing()
    {
        var consumer = _world.Consumer(Settings with { IsAutoCommit = false });
        _world.Commit(consumer, s_orders0, nextOffset: 3);

        consumer.Assign([new PartitionOffset(s_orders0, new OffsetAndEpoch(0, -1))]);
        _world.Consume(consumer);

        Assert.Equal((ErrorCode.None, 1), (_world.Commit(consumer), (int)_world.Committed(s_orders0)!.Value));
    }

    [Fact]
    public void A_seek_unsets_the_position_and_keeps_what_is_stored()
    {
        var consumer = _world.Reader(Settings, s_orders0);
        _world.Consume(consumer);

        consumer.Seek(new PartitionOffset(s_orders0, new OffsetAndEpoch(0, -1)));

        Assert.Equal((LogicalOffset.Unset, 1), Marks(consumer));
    }

    [Fact]
    public void Records_that_were_read_ahead_are_thrown_away_by_a_seek()
    {
        var consumer = _world.Reader(Settings, s_orders0);
        _world.Consume(consumer);

        consumer.Seek(new PartitionOffset(s_orders0, new OffsetAndEpoch(2, -1)));

        Assert.Equal(2, _world.Consume(consumer)!.Value.Record.Offset);
        Assert.Null(_world.Consume(consumer));
    }

    [Fact]
    public void The_last_commit_compares_with_nothing()
    {
        var consumer = _world.Reader(Settings, s_orders0);
        _world.Consume(consumer);
        _world.Commit(consumer, s_orders0, nextOffset: 3);

        consumer.Unassign();
        _world.Settle();

        Assert.Equal(1, _world.Committed(s_orders0));
    }

    [Fact]
    public void A_later_leader_epoch_is_newer_than_a_higher_offset()
    {
        Assert.True(new OffsetAndEpoch(1, 5).IsAfter(new OffsetAndEpoch(9, 4)));
        Assert.False(new OffsetAndEpoch(1, -1).IsAfter(new OffsetAndEpoch(9, 4)));
    }

    [Fact]
    public void No_record_is_handed_over_while_a_rebalance_waits_for_its_answer()
    {
        var consumer = Steady();
        consumer.Unsubscribe();
        Assert.True(consumer.TryTakeEvent(out var told));

        Assert.IsType<PartitionsRevoked>(told);
        Assert.False(consumer.TryTakeRecord(out _));
        Assert.False(consumer.HasWork);
    }

    [Fact]
    public void A_member_that_the_broker_forgot_loses_its_partitions_and_joins_as_a_new_one()
    {
        var consumer = Steady();
        var before = consumer.MemberId;
        Forget(consumer);

        _world.Advance(TimeSpan.FromSeconds(3));
        _world.Consume(consumer, TimeSpan.FromSeconds(1));

        Assert.True(_world.Told.OfType<PartitionsRevoked>().Single().IsLost);
        Assert.NotEqual(before, consumer.MemberId);
    }

    [Fact]
    public void While_the_assignment_is_lost_Commit_says_so_and_a_list_goes_to_the_broker()
    {
        var consumer = Steady();
        Forget(consumer);
        _world.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(ErrorCode.LocalAssignmentLost, _world.Commit(consumer));
        Assert.Equal(ErrorCode.UnknownMemberId, _world.Commit(consumer, s_orders0, nextOffset: 1));
    }

    [Fact]
    public void A_commit_that_is_refused_for_its_member_id_loses_the_assignment()
    {
        var consumer = Steady();
        Forget(consumer);

        var first = _world.Commit(consumer, s_orders0, nextOffset: 1);

        Assert.Equal((ErrorCode.UnknownMemberId, ErrorCode.LocalAssignmentLost), (first, _world.Commit(consumer)));
    }

    private static (long Position, long Stored) Marks(ConsumerModel consumer)
    {
        var partition = consumer.Partitions.Find(s_orders0)!;
        return (partition.Position.NextOffset, partition.Stored.NextOffset);
    }

    private ConsumerModel Steady()
    {
        var consumer = _world.Consumer(Settings with { IsAutoCommit = false });
        consumer.Subscribe(["orders"], _world.Cluster.Now);
        Assert.NotNull(_world.Consume(consumer));
        return consumer;
    }

    /// <summary>The broker removes the member behind its back.</summary>
    private void Forget(ConsumerModel consumer)
    {
        _world.Cluster.Kafka.Handle(new Call(0, 0, new LeaveGroupRequest("billing", consumer.MemberId)), _world.Cluster.Now);
        _world.Settle();
    }
}
