using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Groups;

/// <summary>Who may commit, in every state of a classic group (ClassicGroup.validateOffsetCommit), and what is never checked.</summary>
public sealed class OffsetCommitTests
{
    private static readonly TopicPartition s_orders0 = At("orders", 0);

    [Fact]
    public void A_member_of_a_stable_group_may_commit()
    {
        var broker = Scenario.With("orders", partitions: 1).Group("billing", generation: 1, member: "m1");

        Assert.Equal(ErrorCode.None, broker.Commit("billing", "m1", s_orders0, nextOffset: 7));
        Assert.Equal(7, broker.Committed("billing", s_orders0));
    }

    [Fact]
    public void A_commit_of_an_old_generation_is_refused_and_changes_nothing()
    {
        var broker = Scenario.With("orders", partitions: 1).Group("billing", generation: 5, member: "m1");

        var error = broker.Commit("billing", "m1", s_orders0, nextOffset: 7, generation: 4);

        Assert.Equal(ErrorCode.IllegalGeneration, error);
        Assert.Null(broker.Committed("billing", s_orders0));
    }

    [Fact]
    public void A_commit_of_an_unknown_member_is_refused()
    {
        var broker = Scenario.With("orders", partitions: 1).Group("billing", generation: 1, member: "m1");

        Assert.Equal(ErrorCode.UnknownMemberId, broker.Commit("billing", new MemberStamp("stranger", 1), s_orders0, nextOffset: 7));
        Assert.Null(broker.Committed("billing", s_orders0));
    }

    [Fact]
    public void A_client_outside_may_not_commit_while_the_group_has_members()
    {
        var broker = Scenario.With("orders", partitions: 1).Group("billing", generation: 1, member: "m1");

        Assert.Equal(ErrorCode.UnknownMemberId, broker.Commit("billing", MemberStamp.Outsider, s_orders0, nextOffset: 7));
    }

    [Fact]
    public void A_client_outside_may_commit_when_the_group_is_empty()
    {
        var broker = Scenario.With("orders", partitions: 1).Group("billing", generation: 1, member: "m1");
        broker.Leave("billing", "m1");

        Assert.Equal(ErrorCode.None, broker.Commit("billing", MemberStamp.Outsider, s_orders0, nextOffset: 7));
        Assert.Equal(7, broker.Committed("billing", s_orders0));
    }

    [Fact]
    public void A_commit_from_outside_creates_the_group()
    {
        var broker = Scenario.With("orders", partitions: 1);

        Assert.Equal(ErrorCode.None, broker.Commit("billing", MemberStamp.Outsider, s_orders0, nextOffset: 7));
        Assert.Equal(GroupState.Empty, broker.StateOf("billing"));
    }

    [Fact]
    public void A_member_of_a_group_that_does_not_exist_may_not_commit()
    {
        var broker = Scenario.With("orders", partitions: 1);

        Assert.Equal(ErrorCode.GroupIdNotFound, broker.Commit("billing", new MemberStamp("m1", 1), s_orders0, nextOffset: 7));
        Assert.Null(broker.Kafka.Groups.Find("billing"));
    }

    [Fact]
    public void A_member_that_has_left_may_not_commit_although_the_group_is_empty()
    {
        var broker = Scenario.With("orders", partitions: 1).Group("billing", generation: 1, member: "m1");
        broker.Leave("billing", "m1");

        Assert.Equal(ErrorCode.UnknownMemberId, broker.Commit("billing", new MemberStamp("", 1), s_orders0, nextOffset: 7));
    }

    [Fact]
    public void A_commit_is_accepted_while_the_group_waits_for_its_members()
    {
        var broker = Scenario.With("orders", partitions: 1).Group("billing", generation: 1, member: "m1").Join("billing", "m2");

        Assert.Equal(GroupState.PreparingRebalance, broker.StateOf("billing"));
        Assert.Equal(ErrorCode.None, broker.Commit("billing", "m1", s_orders0, nextOffset: 7));
    }

    [Fact]
    public void A_commit_is_refused_while_the_group_waits_for_the_leaders_assignment()
    {
        var broker = Scenario.With("orders", partitions: 1).Join("billing", "m1");

        Assert.Equal(GroupState.CompletingRebalance, broker.StateOf("billing"));
        Assert.Equal(ErrorCode.RebalanceInProgress, broker.Commit("billing", "m1", s_orders0, nextOffset: 7));
    }

    [Fact]
    public void The_generation_before_is_refused_once_all_have_joined()
    {
        var broker = Scenario.With("orders", partitions: 1).Group("billing", generation: 1, member: "m1");
        broker.Join("billing", "m2").Join("billing", "m1");

        Assert.Equal(ErrorCode.IllegalGeneration, broker.Commit("billing", "m1", s_orders0, nextOffset: 7, generation: 1));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    [InlineData(1_000_000)]
    public void Neither_a_lower_offset_nor_one_beyond_the_log_end_is_refused(long nextOffset)
    {
        var broker = Scenario.With("orders", partitions: 1).Group("billing", generation: 1, member: "m1");
        broker.Commit("billing", "m1", s_orders0, nextOffset: 5);

        Assert.Equal(ErrorCode.None, broker.Commit("billing", "m1", s_orders0, nextOffset));
        Assert.Equal(nextOffset, broker.Committed("billing", s_orders0));
    }

    [Fact]
    public void Nobody_asks_whether_the_member_owns_the_partition()
    {
        var broker = Scenario.With("orders", partitions: 2).Join("billing", "m1").Join("billing", "m2").Join("billing", "m1");
        broker.Sync("billing", "m1", ("m1", At("orders", 0)), ("m2", At("orders", 1)));

        Assert.Equal(ErrorCode.None, broker.Commit("billing", "m1", At("orders", 1), nextOffset: 7));
    }

    [Fact]
    public void An_unknown_partition_is_refused_and_the_others_are_committed()
    {
        var broker = Scenario.With("orders", partitions: 1);
        var position = new OffsetAndEpoch(7, 0);

        var reply = broker.Ask<OffsetCommitReply>(new OffsetCommitRequest(
            "billing", MemberStamp.Outsider, [new(At("orders", 9), position), new(s_orders0, position), new(At("nothing", 0), position)]));

        Assert.Equal([ErrorCode.UnknownTopicOrPartition, ErrorCode.None, ErrorCode.UnknownTopicOrPartition], reply.Errors);
        Assert.Equal(7, broker.Committed("billing", s_orders0));
    }

    [Fact]
    public void A_commit_keeps_the_session_alive()
    {
        var broker = Scenario.With("orders", partitions: 1).Group("billing", generation: 1, member: "m1");

        broker.Advance(TimeSpan.FromSeconds(9)).Commit("billing", "m1", s_orders0, nextOffset: 7);
        broker.Advance(TimeSpan.FromSeconds(9));

        Assert.Equal(["m1"], broker.MembersOf("billing"));
    }

    [Fact]
    public void Unknown_groups_topics_and_partitions_have_no_committed_offset()
    {
        var broker = Scenario.With("orders", partitions: 1);
        broker.Commit("billing", MemberStamp.Outsider, s_orders0, nextOffset: 7);

        Assert.Null(broker.Committed("audit", s_orders0));
        Assert.Null(broker.Committed("billing", At("nothing", 0)));
    }
}
