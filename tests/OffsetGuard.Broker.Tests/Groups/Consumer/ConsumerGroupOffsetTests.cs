using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Consumer;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Groups.Consumer;

/// <summary>Who may commit to a group of the consumer protocol, and when its offsets go.</summary>
public sealed class ConsumerGroupOffsetTests
{
    [Theory]
    [InlineData("m1", 1, ErrorCode.None)]
    [InlineData("m1", 2, ErrorCode.StaleMemberEpoch)]
    [InlineData("m1", 0, ErrorCode.StaleMemberEpoch)]
    [InlineData("m9", 1, ErrorCode.UnknownMemberId)]
    [InlineData("", -1, ErrorCode.UnknownMemberId)]
    public void A_member_commits_in_its_own_epoch(string member, int epoch, object expected)
    {
        var broker = With("orders", partitions: 1);
        broker.JoinAs("billing", "m1");

        Assert.Equal(expected, broker.CommitAs("billing", member, epoch, 5));
    }

    [Fact]
    public void Without_members_anybody_commits_who_does_not_claim_to_be_one()
    {
        var broker = With("orders", partitions: 1);
        broker.JoinAs("billing", "m1");
        broker.Beat("billing", "m1", ConsumerGroupHeartbeatRequest.LeaveEpoch);

        Assert.Equal(ErrorCode.None, broker.CommitAs("billing", "", -1, 5));
        Assert.Equal(ErrorCode.UnknownMemberId, broker.CommitAs("billing", "m1", 0, 6));
        Assert.Equal(5, broker.Committed("billing", At("orders", 0)));
    }

    [Theory]
    [InlineData("m1", 1, ErrorCode.None)]
    [InlineData("m1", 7, ErrorCode.IllegalGeneration)]
    [InlineData("m9", 1, ErrorCode.UnknownMemberId)]
    [InlineData("", -1, ErrorCode.None)]
    public void In_a_transaction_an_old_epoch_is_an_old_generation_and_strangers_are_welcome(string member, int epoch, object expected)
    {
        var broker = With("orders", partitions: 1);
        broker.JoinAs("billing", "m1");

        Assert.Equal(expected, broker.ConsumerGroup("billing").TransactionalCommitRefusal(new MemberStamp(member, epoch)));
    }

    [Fact]
    public void Offsets_expire_by_their_own_age_once_nobody_reads_the_topic_and_the_group_goes_with_them()
    {
        var broker = With("orders", 1, new ClusterOptions { OffsetsRetention = TimeSpan.FromMinutes(2), OffsetsRetentionCheckInterval = TimeSpan.FromSeconds(30) });
        broker.JoinAs("billing", "m1");
        broker.CommitAs("billing", "m1", 1, 5);

        broker.Advance(TimeSpan.FromSeconds(40));
        broker.Beat("billing", "m1", ConsumerGroupHeartbeatRequest.LeaveEpoch);
        broker.Advance(TimeSpan.FromSeconds(110));

        Assert.Null(broker.Kafka.Groups.Find("billing"));
    }

    [Fact]
    public void Offsets_of_a_topic_that_a_member_reads_can_neither_expire_nor_be_deleted()
    {
        var broker = With("orders", 1, new ClusterOptions { OffsetsRetention = TimeSpan.FromSeconds(20), OffsetsRetentionCheckInterval = TimeSpan.FromSeconds(5) });
        broker.JoinAs("billing", "m1");
        broker.CommitAs("billing", "m1", 1, 5);

        broker.Advance(TimeSpan.FromSeconds(40));

        Assert.Equal(5, broker.Committed("billing", At("orders", 0)));
        Assert.Equal(
            ErrorCode.GroupSubscribedToTopic,
            broker.Ask<OffsetDeleteReply>(new OffsetDeleteRequest("billing", [At("orders", 0)])).Errors[0]);
    }

    [Fact]
    public void A_deleted_group_leaves_nothing_in_its_log()
    {
        var broker = With("orders", partitions: 1);
        broker.Beat(JoinOf("billing", "m1") with { Pattern = "o.*" });
        broker.CommitAs("billing", "m1", 1, 5);
        var inhabited = broker.Ask<DeleteGroupsReply>(new DeleteGroupsRequest(["billing"])).Errors[0];
        broker.Beat("billing", "m1", ConsumerGroupHeartbeatRequest.LeaveEpoch);

        var empty = broker.Ask<DeleteGroupsReply>(new DeleteGroupsRequest(["billing"])).Errors[0];

        Assert.Equal((ErrorCode.NonEmptyGroup, ErrorCode.None), (inhabited, empty));
        Assert.Null(broker.Reload("billing").Kafka.Groups.Find("billing"));
    }
}
