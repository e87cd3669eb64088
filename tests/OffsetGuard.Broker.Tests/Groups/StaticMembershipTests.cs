using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Groups;

/// <summary>group.instance.id as the coordinator sees it.</summary>
public sealed class StaticMembershipTests
{
    [Fact]
    public void A_static_member_joins_without_a_promised_id_and_comes_back_without_a_rebalance()
    {
        var broker = With("orders", partitions: 1);
        var first = Join(broker, "");
        broker.Ask<SyncGroupReply>(new SyncGroupRequest("billing", StampOf(first), Plan(first)));

        var again = Join(broker, "");

        Assert.Equal((1, 1), (first.Generation, again.Generation));
        Assert.NotEqual(first.MemberId, again.MemberId);
        Assert.Equal([At("orders", 0)], broker.Ask<SyncGroupReply>(new SyncGroupRequest("billing", StampOf(again), Plan(again))).Assignment);
    }

    [Fact]
    public void The_former_holder_of_the_id_is_fenced_in_everything_it_says()
    {
        var broker = With("orders", partitions: 1);
        var first = Join(broker, "");
        broker.Ask<SyncGroupReply>(new SyncGroupRequest("billing", StampOf(first), Plan(first)));
        Join(broker, "");

        Assert.Equal(ErrorCode.FencedInstanceId, broker.Ask<HeartbeatReply>(new HeartbeatRequest("billing", StampOf(first))).Error);
        Assert.Equal(ErrorCode.FencedInstanceId, broker.Commit("billing", StampOf(first), At("orders", 0), 1));
        Assert.Equal(ErrorCode.FencedInstanceId, Join(broker, first.MemberId).Error);
        Assert.Equal(ErrorCode.FencedInstanceId, broker.Ask<LeaveGroupReply>(new LeaveGroupRequest("billing", first.MemberId, "one")).Error);
    }

    [Fact]
    public void It_keeps_its_place_in_a_rebalance_until_its_session_ends()
    {
        var broker = With("orders", partitions: 1);
        var first = Join(broker, "");
        broker.Ask<SyncGroupReply>(new SyncGroupRequest("billing", StampOf(first), Plan(first)));
        broker.RebalanceTimeout = TimeSpan.FromSeconds(5);

        broker.Join("billing", "m2").Advance(TimeSpan.FromSeconds(6));
        var during = broker.Kafka.Groups.Find("billing")!.MemberCount;
        broker.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal((2, 1), (during, broker.Kafka.Groups.Find("billing")!.MemberCount));
    }

    private static JoinGroupReply Join(Scenario broker, string memberId) => broker.Ask<JoinGroupReply>(
        new JoinGroupRequest("billing", memberId, "app", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5), [new JoinProtocol("range", new Subscription(["orders"]))])
        {
            InstanceId = "one",
        });

    private static MemberStamp StampOf(JoinGroupReply joined) => new(joined.MemberId, joined.Generation, "one");

    private static Dictionary<string, IReadOnlyList<TopicPartition>> Plan(JoinGroupReply joined) => new() { [joined.MemberId] = [At("orders", 0)] };
}
