using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Consumer;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Groups.Consumer;

/// <summary>Static members of the consumer protocol: the newcomer is refused, unless its predecessor has said that it will come back.</summary>
public sealed class ConsumerStaticMemberTests
{
    [Fact]
    public void A_newcomer_is_refused_while_the_holder_of_its_instance_id_is_here()
    {
        var broker = With("orders", partitions: 1);
        broker.Beat(Static("m1"));

        Assert.Equal(ErrorCode.UnreleasedInstanceId, broker.Beat(Static("m2")).Error);
        Assert.Equal(ErrorCode.None, broker.Beat("billing", "m1", epoch: 1).Error);
    }

    [Fact]
    public void Who_has_left_to_come_back_gets_its_partitions_again_and_nobody_else_hears_of_it()
    {
        var broker = With("orders", partitions: 2);
        broker.Beat(Static("m1"));
        broker.JoinAs("billing", "m9");
        broker.Beat("billing", "m1", epoch: 1);
        broker.Owning("billing", "m1", epoch: 1, partitions: 0);
        broker.Beat("billing", "m9", epoch: 2);

        broker.Beat(Away("m1"));
        var again = broker.Beat(Static("m2"));

        Assert.Equal((ErrorCode.None, 2), (again.Error, again.Epoch));
        Assert.Equal("0", Given(again));
        Assert.Equal(["m2 2 Stable 0", "m9 2 Stable 1"], broker.Standing("billing"));
    }

    [Fact]
    public void Who_does_not_come_back_within_the_session_is_out()
    {
        var broker = With("orders", partitions: 1);
        broker.Beat(Static("m1"));
        broker.Beat(Away("m1"));
        var away = (broker.StateOf("billing"), broker.ConsumerGroup("billing").MemberCount);

        broker.Advance(TimeSpan.FromSeconds(46));

        Assert.Equal((GroupState.Reconciling, 1), away);
        Assert.Equal(GroupState.Empty, broker.StateOf("billing"));
    }

    [Fact]
    public void Whoever_names_the_instance_of_another_member_is_fenced()
    {
        var broker = With("orders", partitions: 1);
        broker.Beat(Static("m1"));

        Assert.Equal(ErrorCode.FencedInstanceId, broker.Beat(BeatOf("billing", "m2", 1) with { InstanceId = "one" }).Error);
        Assert.Equal(ErrorCode.FencedInstanceId, broker.Beat(Away("m2")).Error);
    }

    [Fact]
    public void A_static_member_can_also_leave_for_good()
    {
        var broker = With("orders", partitions: 1);
        broker.Beat(Static("m1"));

        broker.Beat(BeatOf("billing", "m1", ConsumerGroupHeartbeatRequest.LeaveEpoch) with { InstanceId = "one" });

        Assert.Equal(GroupState.Empty, broker.StateOf("billing"));
    }

    private static ConsumerGroupHeartbeatRequest Static(string member) => JoinOf("billing", member) with { InstanceId = "one" };

    private static ConsumerGroupHeartbeatRequest Away(string member) =>
        BeatOf("billing", member, CurrentAssignment.AwayEpoch) with { InstanceId = "one" };
}
