using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Exploration;
using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Scheduling;
using OffsetGuard.Chaos.Worlds;
using static ChaosTests.Orders;

namespace ChaosTests;

public sealed class DeterminismTests
{
    private static readonly Action<World> s_twoWorkers = world =>
    {
        Fill(world, records: 6, partitions: 2);
        world.Process("left", Loop(ProcessThenCommit));
        world.Process("right", Loop(ProcessThenCommit));
    };

    [Fact]
    public void The_same_test_gives_the_same_text_twice()
    {
        var describe = With(Loop(CommitThenProcess));

        Assert.Equal(Fails(describe).Message, Fails(describe).Message);
    }

    [Fact]
    public void All_schedules_of_two_workers_run_the_same_way_in_200_double_runs()
    {
        using var threads = new SimThreadPool();
        var schedules = SchedulesOf(Run.Of(s_twoWorkers, RunPlan.Calm, new ChaosOptions(), threads));

        for (var i = 0; i < 200; i++)
        {
            var schedule = schedules[i % schedules.Count];
            var first = Run.Of(s_twoWorkers, schedule, new ChaosOptions(), threads);
            var second = Run.Of(s_twoWorkers, schedule, new ChaosOptions(), threads);
            Assert.Null(WorldHistory.FirstDifference(first.History, second.History));
        }

        Assert.Equal(0, threads.LeakedCount);
    }

    [Fact]
    public void Tests_in_parallel_threads_do_not_meet()
    {
        var expected = Fails(With(Loop(CommitThenProcess))).Message;
        var texts = new string[8];

        var threads = Enumerable.Range(0, texts.Length).Select(i => new Thread(() => texts[i] = TextOf(isBroken: i % 2 == 0))).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());

        Assert.All(texts.Where((_, i) => i % 2 == 0), text => Assert.Equal(expected, text));
        Assert.All(texts.Where((_, i) => i % 2 == 1), text => Assert.StartsWith("Holds in ", text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_threads_of_the_test_lend_no_context_to_the_processes()
    {
        var ambient = new AsyncLocal<string> { Value = "of the test" };
        var seen = new List<string?>();

        Chaos.Test(With(context =>
        {
            seen.Add(ambient.Value);
            Loop(ProcessThenCommit)(context);
        }));

        Assert.All(seen, Assert.Null);
    }

    private static string TextOf(bool isBroken) =>
        isBroken ? Fails(With(Loop(CommitThenProcess))).Message : Chaos.Test(s_twoWorkers).ToString();

    private static List<RunPlan> SchedulesOf(Run baseline) =>
    [
        RunPlan.Calm,
        .. baseline.World.Faults.Steps.SelectMany(taken => new[] { Side.Before, Side.After }.Select(side => RunPlan.Calm.With(Fault.Kill(taken.Step, side)))),
    ];
}
