using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;

namespace OffsetGuard.Broker.Tests.Groups;

/// <summary>Heartbeats, sessions and the two waits of a rebalance.</summary>
public sealed class GroupTimeoutTests
{
    [Fact]
    public void A_member_that_is_not_heard_of_is_removed_after_its_session_timeout()
    {
        var broker = Scenario.With("orders", partitions: 1).Group("billing", generation: 1, member: "m1");

        broker.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        var before = broker.StateOf("billing");
        broker.Advance(TimeSpan.FromTicks(1));

        Assert.Equal((GroupState.Stable, GroupState.Empty), (before, broker.StateOf("billing")));
        Assert.Equal(2, broker.GenerationOf("billing"));
    }

    [Fact]
    public void A_heartbeat_starts_the_session_again()
    {
        var broker = Scenario.With("orders", partitions: 1).Group("billing", generation: 1, member: "m1");

        broker.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(ErrorCode.None, broker.Heartbeat("billing", "m1"));
        broker.Advance(TimeSpan.FromSeconds(9));

        Assert.Equal(["m1"], broker.MembersOf("billing"));
    }

    [Fact]
    public void A_heartbeat_tells_of_a_rebalance()
    {
        var broker = Scenario.With("orders", partitions: 1).Group("billing", generation: 1, member: "m1").Join("billing", "m2");

        Assert.Equal(ErrorCode.RebalanceInProgress, broker.Heartbeat("billing", "m1"));
    }

    [Fact]
    public void A_heartbeat_is_fine_while_the_leader_assigns()
    {
        var broker = Scenario.With("orders", partitions: 1).Join("billing", "m1");

        Assert.Equal(ErrorCode.None, broker.Heartbeat("billing", "m1"));
    }

    [Fact]
    public void A_heartbeat_of_an_old_generation_is_refused()
    {
        var broker = Scenario.With("orders", partitions: 1).Group("billing", generation: 3, member: "m1");

        Assert.Equal(ErrorCode.IllegalGeneration, broker.Heartbeat("billing", "m1", generation: 2));
    }

    [Fact]
    public void A_heartbeat_of_a_removed_member_is_refused_whether_the_group_is_empty_or_not()
    {
        var broker = Scenario.With("orders", partitions: 1).Group("billing", generation: 1, member: "m1");
        broker.Leave("billing", "m1");
        var whenEmpty = broker.Heartbeat("billing", "m1");

        broker.Group("billing", generation: 3, member: "m2");

        Assert.Equal((ErrorCode.UnknownMemberId, ErrorCode.UnknownMemberId), (whenEmpty, broker.Heartbeat("billing", "m1")));
        Assert.Equal(ErrorCode.UnknownMemberId, broker.Heartbeat("audit", "m1"));
    }

    [Fact]
    public void Members_that_do_not_rejoin_in_time_are_removed()
    {
        var broker = Scenario.With("orders", partitions: 1).Group("billing", generation: 1, member: "m1").Join("billing", "m2");

        for (var i = 0; i < 12; i++)
        {
            Assert.Null(broker.JoinReplyOf("m2"));
            broker.Heartbeat("billing", "m1");   // alive all the time, but it never rejoins
            broker.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(["m2"], broker.MembersOf("billing"));
        Assert.Equal(2, broker.JoinReplyOf("m2")!.Generation);
    }

    [Fact]
    public void A_member_that_waits_inside_the_broker_is_alive()
    {
        var broker = Scenario.With("orders", partitions: 1).Group("billing", generation: 1, member: "m1").Join("billing", "m2");

        for (var i = 0; i < 6; i++)
        {
            broker.Heartbeat("billing", "m1");
            broker.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(["m1", "m2"], broker.MembersOf("billing"));
    }

    [Fact]
    public void The_first_join_waits_the_initial_rebalance_delay_for_others()
    {
        var options = new ClusterOptions { InitialRebalanceDelay = TimeSpan.FromSeconds(3) };
        var broker = Scenario.With("orders", partitions: 1, options).Join("billing", "m1").Advance(TimeSpan.FromSeconds(2));
        var early = broker.JoinReplyOf("m1");

        broker.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(early);
        Assert.Equal(1, broker.JoinReplyOf("m1")!.Generation);
    }

    [Fact]
    public void Each_newcomer_extends_the_first_join_by_another_delay()
    {
        var options = new ClusterOptions { InitialRebalanceDelay = TimeSpan.FromSeconds(3) };
        var broker = Scenario.With("orders", partitions: 1, options).Join("billing", "m1");
        broker.Advance(TimeSpan.FromSeconds(2)).Join("billing", "m2").Advance(TimeSpan.FromSeconds(3));
        var early = broker.JoinReplyOf("m1");

        broker.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(early);
        Assert.Equal((1, 1), (broker.JoinReplyOf("m1")!.Generation, broker.JoinReplyOf("m2")!.Generation));
    }

    [Fact]
    public void A_later_rebalance_knows_no_initial_delay()
    {
        var options = new ClusterOptions { InitialRebalanceDelay = TimeSpan.FromSeconds(3) };
        var broker = Scenario.With("orders", partitions: 1, options).Join("billing", "m1");
        broker.Advance(TimeSpan.FromSeconds(3)).Sync("billing", "m1");

        broker.Join("billing", "m1");

        Assert.Equal(2, broker.JoinReplyOf("m1")!.Generation);
    }

    [Fact]
    public void A_promised_member_that_never_comes_holds_a_rebalance_up_for_its_session_timeout_only()
    {
        var broker = Scenario.With("orders", partitions: 1).Group("billing", generation: 1, member: "m1");
        broker.Ask<JoinGroupReply>(broker.JoinRequest("billing", "m2"));
        broker.Join("billing", "m1");
        var early = broker.JoinReplyOf("m1");

        broker.Advance(TimeSpan.FromSeconds(10));

        Assert.Null(early);
        Assert.Equal(2, broker.JoinReplyOf("m1")!.Generation);
    }

    [Fact]
    public void A_member_that_never_syncs_is_removed_after_the_rebalance_timeout()
    {
        var broker = Scenario.With("orders", partitions: 1).Join("billing", "m1");

        for (var i = 0; i < 12; i++)
        {
            Assert.Equal(GroupState.CompletingRebalance, broker.StateOf("billing"));
            broker.Heartbeat("billing", "m1");   // heartbeats do not help
            broker.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(GroupState.Empty, broker.StateOf("billing"));
    }
}
