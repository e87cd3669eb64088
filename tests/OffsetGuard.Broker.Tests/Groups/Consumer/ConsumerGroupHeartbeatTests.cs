using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Consumer;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Groups.Consumer;

/// <summary>KIP-848 at the broker: epochs, targets, and the way of each member to its target.</summary>
public sealed class ConsumerGroupHeartbeatTests
{
    private const int LeaveEpoch = ConsumerGroupHeartbeatRequest.LeaveEpoch;

    [Fact]
    public void The_first_member_gets_everything_with_its_first_heartbeat()
    {
        var broker = With("orders", partitions: 2);

        var reply = broker.JoinAs("billing", "m1");

        Assert.Equal((ErrorCode.None, 1), (reply.Error, reply.Epoch));
        Assert.Equal("0,1", Given(reply));
        Assert.Equal(GroupState.Stable, broker.StateOf("billing"));
    }

    [Fact]
    public void What_moves_reaches_its_new_owner_only_after_the_old_one_has_said_that_it_gave_it_back()
    {
        var broker = With("orders", partitions: 2);
        broker.JoinAs("billing", "m1");

        var newcomer = broker.JoinAs("billing", "m2");
        var asked = broker.Beat("billing", "m1", epoch: 1);
        var waiting = broker.Beat("billing", "m2", epoch: 2);
        var acknowledged = broker.Owning("billing", "m1", epoch: 1, partitions: 0);
        var given = broker.Beat("billing", "m2", epoch: 2);

        Assert.Equal(
            [(2, ""), (1, "0"), (2, null), (2, null), (2, "1")],
            new[] { newcomer, asked, waiting, acknowledged, given }.Select(r => (r.Epoch, Given(r))));
        Assert.Equal(["m1 2 Stable 0", "m2 2 Stable 1"], broker.Standing("billing"));
    }

    [Fact]
    public void A_heartbeat_that_still_owns_what_is_taken_away_changes_nothing()
    {
        var broker = With("orders", partitions: 2);
        broker.JoinAs("billing", "m1");
        broker.JoinAs("billing", "m2");
        broker.Beat("billing", "m1", epoch: 1);

        broker.Owning("billing", "m1", 1, 0, 1);

        Assert.Equal(["m1 1 UnrevokedPartitions 0", "m2 2 UnreleasedPartitions "], broker.Standing("billing"));
        Assert.Equal(GroupState.Reconciling, broker.StateOf("billing"));
    }

    [Fact]
    public void Who_does_not_give_back_within_its_rebalance_timeout_is_out()
    {
        var broker = With("orders", partitions: 2);
        broker.JoinAs("billing", "m1");
        broker.JoinAs("billing", "m2");
        for (var second = 0; second < 61; second++)
        {
            broker.Beat("billing", "m1", epoch: 1);
            broker.Beat("billing", "m2", epoch: 2);
            broker.Advance(TimeSpan.FromSeconds(1));
        }

        broker.Beat("billing", "m2", epoch: 2);

        Assert.Equal(ErrorCode.UnknownMemberId, broker.Beat("billing", "m1", epoch: 1).Error);
        Assert.Equal(["m2 3 Stable 0,1"], broker.Standing("billing"));
    }

    [Theory]
    [InlineData(44, new[] { "m1 2 Stable 0", "m2 2 UnreleasedPartitions " })]
    [InlineData(46, new[] { "m2 3 Stable 0,1" })]
    public void A_member_that_is_not_heard_of_for_the_session_of_the_broker_is_out(int seconds, string[] standing)
    {
        var broker = With("orders", partitions: 2);
        broker.JoinAs("billing", "m1");
        broker.JoinAs("billing", "m2");
        broker.Beat("billing", "m1", epoch: 1);
        broker.Advance(TimeSpan.FromSeconds(30));
        broker.Beat("billing", "m2", epoch: 2);

        broker.Advance(TimeSpan.FromSeconds(seconds - 30));
        if (seconds < 45)
            broker.Owning("billing", "m1", epoch: 1, partitions: 0);
        else
            broker.Beat("billing", "m2", epoch: 2);

        Assert.Equal(standing, broker.Standing("billing"));
    }

    [Fact]
    public void Who_leaves_makes_room_at_once()
    {
        var broker = With("orders", partitions: 2);
        broker.JoinAs("billing", "m1");
        broker.JoinAs("billing", "m2");

        var left = broker.Beat("billing", "m1", LeaveEpoch);
        var rest = broker.Beat("billing", "m2", epoch: 2);

        Assert.Equal((ErrorCode.None, LeaveEpoch), (left.Error, left.Epoch));
        Assert.Equal("0,1", Given(rest));
    }

    [Theory]
    [InlineData("m1", 7, ErrorCode.FencedMemberEpoch)]
    [InlineData("m1", 1, ErrorCode.FencedMemberEpoch)]   // it says nothing of what it owns
    [InlineData("m9", 2, ErrorCode.UnknownMemberId)]
    [InlineData("m9", LeaveEpoch, ErrorCode.UnknownMemberId)]
    public void A_member_has_to_know_its_epoch(string member, int epoch, object expected)
    {
        var broker = With("orders", partitions: 2);
        broker.JoinAs("billing", "m1");
        broker.JoinAs("billing", "m2");
        broker.Beat("billing", "m1", epoch: 1);
        broker.Owning("billing", "m1", epoch: 1, partitions: 0);

        Assert.Equal(expected, broker.Beat("billing", member, epoch).Error);
    }

    [Fact]
    public void The_epoch_before_is_good_enough_when_the_reply_with_the_new_one_got_lost()
    {
        var broker = With("orders", partitions: 2);
        broker.JoinAs("billing", "m1");
        broker.JoinAs("billing", "m2");
        broker.Beat("billing", "m1", epoch: 1);
        broker.Owning("billing", "m1", epoch: 1, partitions: 0);

        var again = broker.Owning("billing", "m1", epoch: 1, partitions: 0);

        Assert.Equal((ErrorCode.None, 2), (again.Error, again.Epoch));
    }

    [Fact]
    public void A_group_that_does_not_exist_knows_no_heartbeat() =>
        Assert.Equal(ErrorCode.GroupIdNotFound, With("orders", partitions: 1).Beat("billing", "m1", epoch: 3).Error);

    [Fact]
    public void A_join_has_to_say_everything()
    {
        var broker = With("orders", partitions: 1);
        var join = JoinOf("billing", "m1");

        Assert.Equal(ErrorCode.InvalidRequest, broker.Beat(join with { Topics = [] }).Error);
        Assert.Equal(ErrorCode.InvalidRequest, broker.Beat(join with { RebalanceTimeout = null }).Error);
        Assert.Equal(ErrorCode.InvalidRequest, broker.Beat(join with { Owned = [broker.OrdersWithId(0)] }).Error);
        Assert.Equal(ErrorCode.UnsupportedAssignor, broker.Beat(join with { Assignor = "sticky" }).Error);
        Assert.Null(broker.Kafka.Groups.Find("billing"));
    }

    [Fact]
    public void A_full_group_takes_nobody_more()
    {
        var broker = With("orders", 1, new ClusterOptions { ConsumerGroupMemberCountMax = 1 });
        broker.JoinAs("billing", "m1");

        Assert.Equal(ErrorCode.GroupMaxSizeReached, broker.JoinAs("billing", "m2").Error);
        Assert.Equal(ErrorCode.None, broker.Beat("billing", "m1", epoch: 1).Error);
    }

    [Fact]
    public void Topics_that_grow_or_come_are_assigned_with_the_next_heartbeat()
    {
        var broker = With("orders", partitions: 1);
        broker.JoinAs("billing", "m1", "orders", "refunds");
        broker.Kafka.Topics.Extend(broker.Kafka.Topics.Find("orders")!, 2);
        broker.Kafka.Topics.Add("refunds", 1);

        var reply = broker.Beat("billing", "m1", epoch: 1);

        Assert.Equal((2, 3), (reply.Epoch, reply.Assignment!.Count));
    }

    [Fact]
    public void A_topic_that_is_deleted_and_created_again_is_another_one()
    {
        var broker = With("orders", partitions: 1);
        broker.JoinAs("billing", "m1");
        broker.Kafka.Topics.Remove(broker.Kafka.Topics.Find("orders")!);
        broker.Kafka.Topics.Add("orders", 1);

        var taken = broker.Beat("billing", "m1", epoch: 1);
        var given = broker.Owning("billing", "m1", epoch: 1);

        Assert.Empty(taken.Assignment!);
        Assert.Equal(broker.OrdersWithId(0), given.Assignment!.Single());
    }

    [Fact]
    public void A_coordinator_that_reads_its_log_again_goes_on_in_the_middle_of_a_rebalance()
    {
        var broker = With("orders", partitions: 2);
        broker.JoinAs("billing", "m1");
        broker.JoinAs("billing", "m2");
        broker.Beat("billing", "m1", epoch: 1);
        var before = broker.Standing("billing");

        broker.Reload("billing");

        Assert.Equal(before, broker.Standing("billing"));
        Assert.Equal(2, broker.Owning("billing", "m1", epoch: 1, partitions: 0).Epoch);
        Assert.Equal("1", Given(broker.Beat("billing", "m2", epoch: 2)));
    }

    [Fact]
    public void After_a_reload_sessions_and_rebalance_timeouts_begin_anew()
    {
        var broker = With("orders", partitions: 2);
        broker.JoinAs("billing", "m1");
        broker.JoinAs("billing", "m2");
        broker.Beat("billing", "m1", epoch: 1);
        broker.Advance(TimeSpan.FromSeconds(40)).Reload("billing");

        var later = broker.Advance(TimeSpan.FromSeconds(44)).ConsumerGroup("billing").MemberCount;

        Assert.Equal((2, 0), (later, broker.Advance(TimeSpan.FromSeconds(2)).ConsumerGroup("billing").MemberCount));
    }
}
