using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Worlds;
using static ChaosTests.Orders;

namespace ChaosTests;

/// <summary>Each fault in words, on a right loop that survives it and, where there is one, a wrong loop that does not.</summary>
public sealed class FaultTests
{
    private static readonly ChaosOptions s_threeBrokers = new() { BrokerCount = 3 };

    [Theory]
    [InlineData("kill worker after Commit(orders[0]→1)")]
    [InlineData("stop worker before Processed(orders[0]@1)")]
    [InlineData("stop worker for 4000 ms before Processed(orders[0]@1)")]
    [InlineData("freeze worker for 46000 ms before Consume(orders[0]@1)")]
    [InlineData("freeze worker for 46000 ms before Processed(orders[0]@1)")]
    [InlineData("freeze worker for 46000 ms before Commit(orders[0]→2)")]
    [InlineData("stall worker for 301000 ms before Processed(orders[0]@1)")]
    [InlineData("join worker before Consume(orders[0]@1)")]
    [InlineData("join worker for 4000 ms before Processed(orders[0]@1)")]
    [InlineData("join worker for 4000 ms before Commit(orders[0]→2)")]
    [InlineData("throw worker before Processed(orders[0]@1)")]
    [InlineData("refuse worker with RebalanceInProgress before Commit(orders[0]→2)")]
    [InlineData("refuse worker with RequestTimedOut after Commit(orders[0]→2)")]
    [InlineData("lose worker before Commit(orders[0]→2)")]
    [InlineData("lose worker after Commit(orders[0]→2)")]
    [InlineData("move-coordinator worker before Commit(orders[0]→2)")]
    [InlineData("skew-clock worker for 3600000 ms before Processed(orders[0]@1)")]
    [InlineData("kill worker after Processed(orders[0]@0); kill worker before Commit(orders[0]→1)#1; freeze worker for 46000 ms before Consume(orders[0]@1)")]
    public void A_right_loop_survives(string words) =>
        Assert.Equal(1, Chaos.Replay(words, With(Loop(ProcessThenCommit))).ScheduleCount);

    [Theory]
    [InlineData("move-coordinator worker before Commit(orders[0]→2)")]
    [InlineData("kill-leader worker before Consume(orders[0]@1)")]
    [InlineData("pause-leader worker before Consume(orders[0]@1)")]
    public void A_right_loop_survives_brokers_that_fail(string words) =>
        Assert.Equal(1, Chaos.Replay(words, Replicated(Loop(ProcessThenCommit)), s_threeBrokers).ScheduleCount);

    [Fact]
    public void A_right_loop_on_three_brokers_holds() => Chaos.Test(Replicated(Loop(ProcessThenCommit)), s_threeBrokers);

    [Fact]
    public void What_is_not_allowed_does_not_happen()
    {
        var report = Chaos.Test(With(Loop(ProcessThenCommit)), new ChaosOptions { Faults = ChaosFaults.Join, SwarmRuns = 0 });

        Assert.Equal(0, report.PostMortemCallCount);
        Assert.DoesNotContain(report.Stages, stage => stage.Name == "single kills");
    }

    private static Action<World> Replicated(Action<ProcessContext> worker) => world =>
    {
        world.Kafka.CreateTopic("orders", partitions: 1, replicas: 3).Produce("orders", ("A", "1"), ("B", "2"), ("C", "3"));
        world.Process("worker", worker);
    };

    private static void Breaks(string property, Action<World> describe, ChaosOptions options) => Assert.Equal(property, Fails(describe, options).Property);
}
