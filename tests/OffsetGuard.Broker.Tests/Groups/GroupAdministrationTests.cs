using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Groups;

/// <summary>What an operator may see and do.</summary>
public sealed class GroupAdministrationTests
{
    [Fact]
    public void A_stable_group_shows_its_members_and_what_they_own()
    {
        var broker = With("orders", partitions: 1).Join("billing", "m1");
        broker.Sync("billing", "m1", ("m1", At("orders", 0)));

        var group = Describe(broker, "billing");

        Assert.Equal((GroupState.Stable, "consumer", "range"), (group.State, group.ProtocolType, group.ProtocolName));
        Assert.Equal([At("orders", 0)], Assert.Single(group.Members).Assignment);
    }

    [Fact]
    public void A_group_that_does_not_exist_is_dead_without_an_error()
    {
        var group = Describe(With("orders", partitions: 1), "nobody");

        Assert.Equal((GroupState.Dead, ErrorCode.None), (group.State, group.Error));
    }

    [Fact]
    public void Groups_are_listed_by_state()
    {
        var broker = With("orders", partitions: 1).Group("billing", generation: 1, member: "m1");
        broker.Commit("archive", MemberStamp.Outsider, At("orders", 0), 1);

        Assert.Equal(["archive", "billing"], List(broker));
        Assert.Equal(["billing"], List(broker, GroupState.Stable));
    }

    [Fact]
    public void A_group_is_deleted_with_its_offsets_once_it_has_no_members()
    {
        var broker = With("orders", partitions: 1).Group("billing", generation: 1, member: "m1");
        broker.Commit("billing", "m1", At("orders", 0), 3);
        var whileLive = Delete(broker, "billing");
        broker.Leave("billing", "m1");

        Assert.Equal([ErrorCode.NonEmptyGroup, ErrorCode.None, ErrorCode.GroupIdNotFound],
            [whileLive, Delete(broker, "billing"), Delete(broker, "billing")]);
        Assert.Null(broker.Committed("billing", At("orders", 0)));
    }

    [Fact]
    public void Offsets_of_a_topic_that_a_member_reads_cannot_be_deleted()
    {
        var broker = With("orders", partitions: 2).Group("billing", generation: 1, member: "m1");
        broker.Commit("billing", "m1", At("orders", 0), 3);

        var reply = broker.Ask<OffsetDeleteReply>(new OffsetDeleteRequest("billing", [At("orders", 0), At("bills", 0)]));

        Assert.Equal([ErrorCode.GroupSubscribedToTopic, ErrorCode.UnknownTopicOrPartition], reply.Errors);
        Assert.Equal(3, broker.Committed("billing", At("orders", 0)));
    }

    [Fact]
    public void Offsets_of_an_empty_group_can_be_deleted_one_by_one_and_those_that_are_not_there_too()
    {
        var broker = With("orders", partitions: 2);
        broker.Commit("billing", MemberStamp.Outsider, At("orders", 0), 3);

        var reply = broker.Ask<OffsetDeleteReply>(new OffsetDeleteRequest("billing", [At("orders", 0), At("orders", 1)]));

        Assert.Equal([ErrorCode.None, ErrorCode.None], reply.Errors);
        Assert.Null(broker.Committed("billing", At("orders", 0)));
        Assert.Equal(ErrorCode.GroupIdNotFound, broker.Ask<OffsetDeleteReply>(new OffsetDeleteRequest("nobody", [])).Error);
    }

    private static GroupDescription Describe(Scenario broker, string group) =>
        broker.Ask<DescribeGroupsReply>(new DescribeGroupsRequest([group])).Groups[0];

    private static IEnumerable<string> List(Scenario broker, params GroupState[] states) =>
        broker.Ask<ListGroupsReply>(new ListGroupsRequest(states)).Groups.Select(g => g.GroupId);

    private static ErrorCode Delete(Scenario broker, string group) =>
        broker.Ask<DeleteGroupsReply>(new DeleteGroupsRequest([group])).Errors[0];
}
