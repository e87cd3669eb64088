using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Groups.Consumer;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Groups.Consumer;

/// <summary>Members of both protocols in one group, and groups that change their kind. "c1" speaks the classic protocol.</summary>
public sealed class MixedGroupTests
{
    private static readonly ClusterOptions s_noMigration = new() { MigrationPolicy = MigrationPolicy.Parse("disabled") };

    [Fact]
    public void A_member_of_the_consumer_protocol_converts_a_classic_group_and_nobody_is_thrown_out()
    {
        var broker = Classic();
        broker.Commit("billing", "c1", At("orders", 0), 3);

        var joined = broker.JoinAs("billing", "m1");

        Assert.Equal((ErrorCode.None, 2), (joined.Error, joined.Epoch));
        Assert.Equal((GroupKind.Consumer, 2), (broker.Kafka.Groups.Find("billing")!.Kind, broker.ConsumerGroup("billing").MemberCount));
        Assert.Equal(3, broker.Committed("billing", At("orders", 0)));
    }

    [Fact]
    public void The_classic_member_is_sent_through_a_join_of_its_own_and_loses_only_its_surplus()
    {
        var broker = Classic();
        broker.JoinAs("billing", "m1");

        var told = broker.Heartbeat("billing", "c1", generation: 1);
        broker.Join("billing", "c1");
        var part = broker.ReplyTo<SyncGroupReply>(broker.Sync("billing", "c1"))!;

        Assert.Equal(ErrorCode.RebalanceInProgress, told);
        Assert.Equal((ErrorCode.None, 2), (broker.JoinReplyOf("c1")!.Error, broker.JoinReplyOf("c1")!.Generation));
        Assert.Equal(At("orders", 0), part.Assignment.Single());
        Assert.Equal("1", Given(broker.Beat("billing", "m1", epoch: 2)));
        Assert.Equal(ErrorCode.None, broker.Heartbeat("billing", "c1", generation: 2));
    }

    [Fact]
    public void A_classic_member_commits_in_its_generation_and_hears_of_an_old_one_in_its_own_words()
    {
        var broker = Classic();
        broker.JoinAs("billing", "m1");

        Assert.Equal(ErrorCode.None, broker.Commit("billing", "c1", At("orders", 0), 5, generation: 1));
        Assert.Equal(ErrorCode.IllegalGeneration, broker.Commit("billing", "c1", At("orders", 0), 5, generation: 2));
        Assert.Equal(ErrorCode.StaleMemberEpoch, broker.CommitAs("billing", "m1", 1, 5));
    }

    [Fact]
    public void A_classic_newcomer_waits_with_nothing_until_something_is_given_back()
    {
        var broker = With("orders", partitions: 2);
        broker.JoinAs("billing", "m1");
        broker.Join("billing", "c1");
        var nothing = broker.ReplyTo<SyncGroupReply>(broker.Sync("billing", "c1"))!.Assignment;
        var patient = broker.Heartbeat("billing", "c1", generation: 2);
        broker.Beat("billing", "m1", epoch: 1);
        broker.Owning("billing", "m1", epoch: 1, partitions: 0);

        var now = broker.Heartbeat("billing", "c1", generation: 2);
        broker.Join("billing", "c1");

        Assert.Empty(nothing);
        Assert.Equal((ErrorCode.None, ErrorCode.RebalanceInProgress), (patient, now));
        Assert.Equal(At("orders", 1), broker.ReplyTo<SyncGroupReply>(broker.Sync("billing", "c1"))!.Assignment.Single());
    }

    [Fact]
    public void When_the_last_member_of_the_consumer_protocol_goes_the_group_is_classic_again()
    {
        var broker = Mixed();
        broker.Commit("billing", "c1", At("orders", 0), 4, generation: 2);

        broker.Beat("billing", "m1", ConsumerGroupHeartbeatRequest.LeaveEpoch);

        Assert.Equal((GroupKind.Classic, GroupState.PreparingRebalance, 2), (broker.Kafka.Groups.Find("billing")!.Kind, broker.StateOf("billing"), broker.GenerationOf("billing")));
        Assert.Equal(ErrorCode.RebalanceInProgress, broker.Heartbeat("billing", "c1"));
        Assert.Equal(3, broker.Join("billing", "c1").JoinReplyOf("c1")!.Generation);
        Assert.Equal(4, broker.Committed("billing", At("orders", 0)));
    }

    [Fact]
    public void A_static_member_that_comes_back_with_the_classic_protocol_takes_the_group_back_without_a_rebalance()
    {
        var broker = With("orders", partitions: 2);
        broker.Beat(JoinOf("billing", "m1") with { InstanceId = "one" });
        broker.Join("billing", "c1");
        broker.Beat("billing", "m1", epoch: 1);
        broker.Owning("billing", "m1", epoch: 1, partitions: 0);
        broker.Join("billing", "c1");
        broker.Beat(BeatOf("billing", "m1", CurrentAssignment.AwayEpoch) with { InstanceId = "one" });

        var back = broker.Ask<JoinGroupReply>(broker.JoinRequest("billing", "new") with { InstanceId = "one" });
        var part = broker.Ask<SyncGroupReply>(new SyncGroupRequest(
            "billing", new MemberStamp(back.MemberId, back.Generation, "one"), new Dictionary<string, IReadOnlyList<TopicPartition>>()));

        Assert.Equal((GroupKind.Classic, GroupState.Stable), (broker.Kafka.Groups.Find("billing")!.Kind, broker.StateOf("billing")));
        Assert.Equal((ErrorCode.None, At("orders", 0)), (part.Error, part.Assignment.Single()));
        Assert.Equal(ErrorCode.None, broker.Heartbeat("billing", "c1"));
    }

    [Fact]
    public void A_classic_member_that_goes_leaves_its_part_to_the_others()
    {
        var broker = Mixed();

        broker.Leave("billing", "c1");

        Assert.Equal("0,1", Given(broker.Beat("billing", "m1", epoch: 2)));
    }

    [Fact]
    public void The_session_timeout_of_a_classic_member_is_still_its_own()
    {
        var broker = Mixed();

        broker.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(["m1"], broker.ConsumerGroup("billing").Members.Select(m => m.Id));
    }

    [Fact]
    public void A_classic_member_that_is_told_to_join_has_its_rebalance_timeout_for_it()
    {
        var broker = Classic();
        broker.JoinAs("billing", "m1");
        for (var second = 0; second < 61; second++)
        {
            broker.Heartbeat("billing", "c1", generation: 1);
            broker.Beat("billing", "m1", epoch: broker.ConsumerGroup("billing").Find("m1")!.Epoch);
            broker.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["m1"], broker.ConsumerGroup("billing").Members.Select(m => m.Id));
    }

    [Fact]
    public void A_classic_member_without_a_common_assignor_is_refused()
    {
        var broker = Mixed();

        Assert.Equal(ErrorCode.InconsistentGroupProtocol, broker.Join("billing", "c2", "roundrobin").JoinReplyOf("c2")!.Error);
        Assert.Equal(ErrorCode.MemberIdRequired, broker.Ask<JoinGroupReply>(broker.JoinRequest("billing", "c3", "range", "roundrobin")).Error);
    }

    [Fact]
    public void A_classic_group_that_is_full_is_not_converted_in_vain()
    {
        var broker = With("orders", 2, new ClusterOptions { ConsumerGroupMemberCountMax = 1 }).Group("billing", generation: 1, member: "c1");

        Assert.Equal(ErrorCode.GroupMaxSizeReached, broker.JoinAs("billing", "m1").Error);
        Assert.Equal(GroupKind.Classic, broker.Kafka.Groups.Find("billing")!.Kind);
    }

    [Fact]
    public void Without_migration_a_group_with_members_stays_what_it_is()
    {
        var broker = With("orders", 2, s_noMigration).Group("billing", generation: 1, member: "c1");

        Assert.Equal(ErrorCode.GroupIdNotFound, broker.JoinAs("billing", "m1").Error);
        Assert.Equal(ErrorCode.None, broker.Heartbeat("billing", "c1"));
    }

    [Fact]
    public void An_empty_group_takes_the_kind_of_its_next_member_even_without_migration()
    {
        var broker = With("orders", 2, s_noMigration);
        broker.Commit("billing", MemberStamp.Outsider, At("orders", 0), 7);

        broker.JoinAs("billing", "m1");
        broker.Beat("billing", "m1", ConsumerGroupHeartbeatRequest.LeaveEpoch);
        broker.Group("billing", generation: 1, member: "c1");

        Assert.Equal((GroupKind.Classic, 7), (broker.Kafka.Groups.Find("billing")!.Kind, broker.Committed("billing", At("orders", 0))));
    }

    [Fact]
    public void Whoever_waits_in_a_classic_rebalance_is_sent_to_join_anew()
    {
        var broker = Classic().Join("billing", "c2");

        broker.JoinAs("billing", "m1");

        Assert.Equal(ErrorCode.RebalanceInProgress, broker.JoinReplyOf("c2")!.Error);
    }

    [Fact]
    public void A_mixed_group_is_the_same_after_its_coordinator_has_read_the_log()
    {
        var broker = Mixed();
        var before = broker.Standing("billing");

        broker.Reload("billing");

        Assert.Equal(before, broker.Standing("billing"));
        Assert.Equal(ErrorCode.None, broker.Heartbeat("billing", "c1", generation: 2));
    }

    [Fact]
    public void A_group_of_the_other_kind_is_not_found_by_the_classic_description_and_the_other_way_round()
    {
        var broker = Classic();
        var unknown = broker.Ask<ConsumerGroupDescribeReply>(new ConsumerGroupDescribeRequest(["billing"])).Groups[0].Error;
        broker.JoinAs("billing", "m1");

        var dead = broker.Ask<DescribeGroupsReply>(new DescribeGroupsRequest(["billing"])).Groups[0].State;
        var described = broker.Ask<ConsumerGroupDescribeReply>(new ConsumerGroupDescribeRequest(["billing"])).Groups[0];

        Assert.Equal((ErrorCode.GroupIdNotFound, GroupState.Dead), (unknown, dead));
        Assert.Equal((GroupState.Reconciling, "uniform", 2), (described.State, described.ProtocolName, described.Members.Count));
        Assert.Equal((0, 1), (described.Members[1].Assignment.Count, described.Members[1].Target!.Count));
    }

    /// <summary>A classic group of one member that owns both partitions.</summary>
    private static Scenario Classic()
    {
        var broker = With("orders", partitions: 2).Join("billing", "c1");
        broker.Sync("billing", "c1", ("c1", At("orders", 0)), ("c1", At("orders", 1)));
        return broker;
    }

    /// <summary>A member of each protocol with one partition each, in epoch 2.</summary>
    private static Scenario Mixed()
    {
        var broker = Classic();
        broker.JoinAs("billing", "m1");
        broker.Join("billing", "c1");
        broker.Sync("billing", "c1");
        broker.Beat("billing", "m1", epoch: 2);
        return broker;
    }
}
