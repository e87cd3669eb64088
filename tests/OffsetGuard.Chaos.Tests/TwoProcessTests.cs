using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Exploration;
using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Scheduling;
using OffsetGuard.Chaos.Worlds;
using static ChaosTests.Orders;

namespace ChaosTests;

/// <summary>Two members of one group.</summary>
public sealed class TwoProcessTests
{
    [Fact]
    public void Nothing_is_lost_when_either_of_them_is_killed_anywhere()
    {
        var report = Chaos.Test(Both(ProcessThenCommit));

        Assert.True(report.ScheduleCount >= report.CrashPointCount, report.ToString());
        Assert.True(report.EffectCount >= 12, report.ToString());
    }

    [Fact]
    public void Both_of_them_work_when_nobody_is_killed()
    {
        var run = RunWith();

        var workers = run.History.Events.OfType<RecordProcessed>().Select(p => p.Who.ToString()).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(["left #1", "right #1"], workers);
    }

    [Fact]
    public void The_survivor_takes_over_when_the_killed_one_stays_away()
    {
        var run = RunWith("kill left before Processed(orders[0]@0)", new ChaosOptions { RestartDelay = TimeSpan.FromMinutes(10) });

        var first = run.History.Events.OfType<RecordProcessed>().First(p => p.Partition.ToString() == "orders[0]");
        Assert.Equal("right #1", first.Who.ToString());
        Assert.True(first.At > TimeSpan.FromSeconds(45), "the group learns of the death when the session has timed out");
        Assert.Empty(run.Violations);
    }

    [Fact]
    public void One_that_ends_without_closing_leaves_its_partition_to_the_other() => Chaos.Test(world =>
    {
        Fill(world, records: 6, partitions: 2);
        world.Process("left", context =>
        {
            var consumer = Subscribe(context);
            ProcessThenCommit(consumer, consumer.Consume(context.Stopping), context);
        });
        world.Process("right", Loop(ProcessThenCommit));
    });

    [Fact]
    public void A_mistake_of_one_of_them_is_found() => Breaks("at-least-once", Both(CommitThenProcess));

    [Fact]
    public void Two_groups_that_commit_in_different_ways_hold()
    {
        var report = Chaos.Test(world =>
        {
            Fill(world, records: 2);
            world.Process("manual", Loop(ProcessThenCommit));
            var audit = AutoCommit;
            audit.GroupId = "audit";
            world.Process("audit", Loop(
                (consumer, order, context) =>
                {
                    context.Processed(order);
                    consumer.StoreOffset(order);
                },
                audit));
        });

        Assert.Contains(report.Stages, stage => stage is { Name: "single faults", IsComplete: true });
    }

    private static Action<World> Both(Turn turn) => world =>
    {
        Fill(world, records: 6, partitions: 2);
        world.Process("left", Loop(turn));
        world.Process("right", Loop(turn));
    };

    private static Run RunWith(string? fault = null, ChaosOptions? options = null)
    {
        using var threads = new SimThreadPool();
        return Run.Of(Both(ProcessThenCommit), fault is null ? RunPlan.Calm : RunPlan.Calm.With(Fault.Parse(fault)!), options ?? new ChaosOptions(), threads);
    }
}
