using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Groups;

/// <summary>A coordinator that reads its log, and what it knows afterwards.</summary>
public sealed class GroupLoadingTests
{
    [Fact]
    public void While_it_loads_everything_is_refused()
    {
        var broker = With("orders", partitions: 1).Group("billing", generation: 2, member: "m1");

        broker.Kafka.Loading.Begin("billing");

        Assert.Equal(ErrorCode.CoordinatorLoadInProgress, broker.Heartbeat("billing", "m1", generation: 2));
        Assert.Equal(ErrorCode.CoordinatorLoadInProgress, broker.Commit("billing", "m1", At("orders", 0), 1, generation: 2));
    }

    [Fact]
    public void Afterwards_members_generation_and_offsets_are_those_of_the_log()
    {
        var broker = With("orders", partitions: 1).Group("billing", generation: 2, member: "m1");
        broker.Commit("billing", "m1", At("orders", 0), 7);

        broker.Kafka.Loading.Begin("billing");
        broker.Kafka.Loading.End("billing", broker.Now);

        Assert.Equal((GroupState.Stable, 2), (broker.StateOf("billing"), broker.GenerationOf("billing")));
        Assert.Equal((ErrorCode.None, 7), (broker.Heartbeat("billing", "m1"), broker.Committed("billing", At("orders", 0))));
    }

    [Fact]
    public void A_commit_is_tried_three_times_while_the_coordinator_loads()
    {
        var world = ConsumerScenario.With("orders", partitions: 1);
        var consumer = world.Consumer(ConsumerScenario.Settings);
        world.Cluster.Kafka.Loading.Begin("billing");

        var failing = consumer.Commit([new PartitionOffset(At("orders", 0), new OffsetAndEpoch(1, -1))]);
        world.Advance(TimeSpan.FromMilliseconds(299));
        Assert.False(failing.IsDone);
        world.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(ErrorCode.CoordinatorLoadInProgress, failing.Error);

        var lucky = consumer.Commit([new PartitionOffset(At("orders", 0), new OffsetAndEpoch(1, -1))]);
        world.Settle();
        world.Cluster.Kafka.Loading.End("billing", world.Cluster.Now);
        world.Advance(TimeSpan.FromMilliseconds(100));

        Assert.Equal((true, ErrorCode.None), (lucky.IsDone, lucky.Error));
    }
}
