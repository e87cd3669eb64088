using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Groups;

public sealed class RebalanceTests
{
    [Fact]
    public void A_new_member_is_first_given_an_id()
    {
        var broker = Scenario.With("orders", partitions: 1);

        var reply = broker.Ask<JoinGroupReply>(broker.JoinRequest("billing", "m1"));

        Assert.Equal((ErrorCode.MemberIdRequired, "m1-00001"), (reply.Error, reply.MemberId));
        Assert.Equal(0, broker.GenerationOf("billing"));
    }

    [Fact]
    public void A_made_up_member_id_is_refused()
    {
        var broker = Scenario.With("orders", partitions: 1);

        var reply = broker.Ask<JoinGroupReply>(broker.JoinRequest("billing", "m1") with { MemberId = "made-up" });

        Assert.Equal(ErrorCode.UnknownMemberId, reply.Error);
    }

    [Fact]
    public void The_first_member_leads_and_only_the_leader_learns_who_the_members_are()
    {
        var broker = Scenario.With("orders", partitions: 1).Join("billing", "m1").Join("billing", "m2").Join("billing", "m1");

        Assert.Equal([broker.IdOf("m1"), broker.IdOf("m2")], broker.JoinReplyOf("m1")!.Members.Select(m => m.MemberId));
        Assert.Empty(broker.JoinReplyOf("m2")!.Members);
        Assert.Equal(broker.IdOf("m1"), broker.JoinReplyOf("m2")!.LeaderId);
    }

    [Fact]
    public void A_second_member_waits_until_the_first_has_rejoined()
    {
        var broker = Scenario.With("orders", partitions: 1).Group("billing", generation: 1, member: "m1");

        broker.Join("billing", "m2");
        var early = broker.JoinReplyOf("m2");
        broker.Join("billing", "m1");

        Assert.Null(early);
        Assert.Equal((2, 2), (broker.JoinReplyOf("m1")!.Generation, broker.JoinReplyOf("m2")!.Generation));
    }

    [Fact]
    public void A_follower_that_syncs_before_the_leader_waits_for_the_assignment()
    {
        var broker = Scenario.With("orders", partitions: 2).Join("billing", "m1").Join("billing", "m2").Join("billing", "m1");

        var follower = broker.Sync("billing", "m2");
        var early = broker.ReplyTo<SyncGroupReply>(follower);
        var leader = broker.Sync("billing", "m1", ("m1", At("orders", 0)), ("m2", At("orders", 1)));

        Assert.Null(early);
        Assert.Equal([At("orders", 1)], broker.ReplyTo<SyncGroupReply>(follower)!.Assignment);
        Assert.Equal([At("orders", 0)], broker.ReplyTo<SyncGroupReply>(leader)!.Assignment);
    }

    [Fact]
    public void A_follower_that_syncs_after_the_leader_is_answered_at_once()
    {
        var broker = Scenario.With("orders", partitions: 2).Join("billing", "m1").Join("billing", "m2").Join("billing", "m1");
        broker.Sync("billing", "m1", ("m2", At("orders", 1)));

        var reply = broker.ReplyTo<SyncGroupReply>(broker.Sync("billing", "m2"));

        Assert.Equal([At("orders", 1)], reply!.Assignment);
        Assert.Equal(GroupState.Stable, broker.StateOf("billing"));
    }

    [Fact]
    public void A_sync_is_refused_while_the_members_have_to_join_again()
    {
        var broker = Scenario.With("orders", partitions: 1).Group("billing", generation: 1, member: "m1").Join("billing", "m2");

        Assert.Equal(ErrorCode.RebalanceInProgress, broker.ReplyTo<SyncGroupReply>(broker.Sync("billing", "m1"))!.Error);
    }

    [Fact]
    public void A_waiting_sync_is_sent_back_when_a_new_rebalance_begins()
    {
        var broker = Scenario.With("orders", partitions: 1).Join("billing", "m1").Join("billing", "m2").Join("billing", "m1");
        var follower = broker.Sync("billing", "m2");

        broker.Join("billing", "m3");

        Assert.Equal(ErrorCode.RebalanceInProgress, broker.ReplyTo<SyncGroupReply>(follower)!.Error);
    }

    [Fact]
    public void A_leader_that_joins_again_starts_a_rebalance()
    {
        var broker = Scenario.With("orders", partitions: 1).Group("billing", generation: 1, member: "m1").Join("billing", "m1");

        Assert.Equal(2, broker.JoinReplyOf("m1")!.Generation);
    }

    [Fact]
    public void A_follower_that_joins_again_unchanged_gets_its_generation_back()
    {
        var broker = Scenario.With("orders", partitions: 1).Join("billing", "m1").Join("billing", "m2").Join("billing", "m1");
        broker.Sync("billing", "m1");

        broker.Join("billing", "m2");

        Assert.Equal(2, broker.JoinReplyOf("m2")!.Generation);
        Assert.Equal(GroupState.Stable, broker.StateOf("billing"));
    }

    [Fact]
    public void A_follower_that_changes_its_protocols_starts_a_rebalance()
    {
        var broker = Scenario.With("orders", partitions: 1).Join("billing", "m1").Join("billing", "m2").Join("billing", "m1");
        broker.Sync("billing", "m1");

        broker.Join("billing", "m2", "range", "roundrobin");

        Assert.Equal(GroupState.PreparingRebalance, broker.StateOf("billing"));
    }

    [Fact]
    public void Members_without_a_common_assignor_cannot_live_together()
    {
        var broker = Scenario.With("orders", partitions: 1).Join("billing", "m1", "range");

        var reply = broker.Ask<JoinGroupReply>(broker.JoinRequest("billing", "m2", "roundrobin"));

        Assert.Equal(ErrorCode.InconsistentGroupProtocol, reply.Error);
    }

    [Fact]
    public void The_assignor_that_most_members_prefer_is_taken()
    {
        var broker = Scenario.With("orders", partitions: 1).Join("billing", "m1", "range", "roundrobin");
        broker.Join("billing", "m2", "roundrobin", "range").Join("billing", "m3", "roundrobin", "range");

        broker.Join("billing", "m1", "range", "roundrobin");

        Assert.Equal("roundrobin", broker.JoinReplyOf("m1")!.ProtocolName);
    }

    [Theory]
    [InlineData(5_999)]
    [InlineData(1_800_001)]
    public void A_session_timeout_outside_of_the_brokers_range_is_refused(int milliseconds)
    {
        var broker = Scenario.With("orders", partitions: 1);
        broker.SessionTimeout = TimeSpan.FromMilliseconds(milliseconds);

        Assert.Equal(ErrorCode.InvalidSessionTimeout, broker.Ask<JoinGroupReply>(broker.JoinRequest("billing", "m1")).Error);
    }

    [Fact]
    public void The_last_member_that_leaves_empties_the_group_and_begins_a_generation()
    {
        var broker = Scenario.With("orders", partitions: 1).Group("billing", generation: 1, member: "m1");

        var error = broker.Leave("billing", "m1");

        Assert.Equal(ErrorCode.None, error);
        Assert.Equal((GroupState.Empty, 2), (broker.StateOf("billing"), broker.GenerationOf("billing")));
    }

    [Fact]
    public void Leaving_twice_is_leaving_as_a_stranger()
    {
        var broker = Scenario.With("orders", partitions: 1).Group("billing", generation: 1, member: "m1");
        broker.Leave("billing", "m1");

        Assert.Equal(ErrorCode.UnknownMemberId, broker.Leave("billing", "m1"));
    }

    [Fact]
    public void When_the_leader_leaves_the_next_member_leads()
    {
        var broker = Scenario.With("orders", partitions: 1).Join("billing", "m1").Join("billing", "m2").Join("billing", "m1");
        broker.Sync("billing", "m1");

        broker.Leave("billing", "m1");
        broker.Join("billing", "m2");

        Assert.Equal(broker.IdOf("m2"), broker.JoinReplyOf("m2")!.LeaderId);
        Assert.Single(broker.JoinReplyOf("m2")!.Members);
    }

    [Fact]
    public void A_promised_member_that_leaves_is_waited_for_no_longer()
    {
        var broker = Scenario.With("orders", partitions: 1).Group("billing", generation: 1, member: "m1");
        var promised = broker.Ask<JoinGroupReply>(broker.JoinRequest("billing", "m2")).MemberId;
        broker.Join("billing", "m1");
        var early = broker.JoinReplyOf("m1");

        broker.Ask<LeaveGroupReply>(new LeaveGroupRequest("billing", promised));

        Assert.Null(early);
        Assert.Equal(2, broker.JoinReplyOf("m1")!.Generation);
    }
}
