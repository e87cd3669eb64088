using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Tests.Scenarios;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Groups;

/// <summary>offsets.retention.minutes: when a committed offset is forgotten.</summary>
public sealed class OffsetRetentionTests
{
    private static readonly TimeSpan s_week = TimeSpan.FromDays(7);
    private static readonly TimeSpan s_check = TimeSpan.FromMinutes(10);

    [Fact]
    public void The_offsets_of_a_group_without_members_ever_expire_by_their_commit()
    {
        var broker = With("orders", partitions: 1);
        broker.Commit("billing", MemberStamp.Outsider, At("orders", 0), 3);

        broker.Advance(s_week - TimeSpan.FromSeconds(1));
        var before = broker.Committed("billing", At("orders", 0));
        broker.Advance(s_check);

        Assert.Equal((3, null), (before, broker.Committed("billing", At("orders", 0))));
        Assert.Null(broker.StateOf("billing"));
    }

    [Fact]
    public void Those_of_a_group_that_had_members_expire_a_retention_after_the_last_one_left()
    {
        var broker = Patient().Group("billing", generation: 1, member: "m1");
        broker.Commit("billing", "m1", At("orders", 0), 3);
        StayAlive(broker, TimeSpan.FromDays(1));
        broker.Leave("billing", "m1");

        broker.Advance(s_week - TimeSpan.FromMinutes(1));
        var before = broker.Committed("billing", At("orders", 0));
        broker.Advance(s_check);

        Assert.Equal((3, null), (before, broker.Committed("billing", At("orders", 0))));
    }

    [Fact]
    public void A_live_group_keeps_the_offsets_of_the_topics_it_reads_and_loses_the_others()
    {
        var broker = Patient().Group("billing", generation: 1, member: "m1");
        broker.Kafka.Topics.Add("bills", 1);
        broker.Commit("billing", "m1", At("orders", 0), 3);
        broker.Commit("billing", "m1", At("bills", 0), 5);

        StayAlive(broker, s_week + s_check);

        Assert.Equal((3, null), (broker.Committed("billing", At("orders", 0)), broker.Committed("billing", At("bills", 0))));
    }

    private static Scenario Patient()
    {
        var broker = With("orders", partitions: 1);
        broker.SessionTimeout = TimeSpan.FromMinutes(30);
        return broker;
    }

    private static void StayAlive(Scenario broker, TimeSpan time)
    {
        for (var until = broker.Now + time; broker.Now < until;)
        {
            broker.Heartbeat("billing", "m1");
            broker.Advance(TimeSpan.FromMinutes(29));
        }
    }
}
