using Confluent.Kafka;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Benchmarks.Figures;

/// <summary>What exploration costs.</summary>
internal static class ChaosFigures
{
    private const int Records = 100;

    private static readonly ChaosOptions s_kills = new() { ClosureMax = 0, SinglesMax = 0, PairsMax = 0, SwarmRuns = 0 };
    private static readonly ChaosOptions s_closure = s_kills with { ClosureMax = 5_000 };
    private static readonly ChaosOptions s_singles = s_kills with { SinglesMax = int.MaxValue };

    public static IEnumerable<Figure> Measure()
    {
        var count = 0;
        var time = Figure.MedianOf(15, () => count = Chaos.Chaos.Test(One(Records), s_kills).ScheduleCount);
        yield return new Figure($"schedules per second, {Records} records, one blocking consumer", count / time.TotalSeconds, "1/s");
        yield return new Figure($"all single kills of {Records} records, {count} schedules", time.TotalSeconds, "s");

        time = Figure.MedianOf(5, () => count = Chaos.Chaos.Test(One(Records), s_closure).ScheduleCount);
        yield return new Figure($"crash closure of {Records} records, {count} schedules", time.TotalSeconds, "s");

        time = Figure.MedianOf(5, () => count = Chaos.Chaos.Test(One(Records), s_singles).ScheduleCount);
        yield return new Figure($"all single faults of {Records} records, {count} schedules", time.TotalSeconds, "s");

        time = Figure.MedianOf(5, () => count = Chaos.Chaos.Test(Two(Records), s_kills).ScheduleCount);
        yield return new Figure($"schedules per second, {Records} records, two consumers and a rebalance", count / time.TotalSeconds, "1/s");

        time = Figure.MedianOf(9, () => count = Chaos.Chaos.Test(One(3)).ScheduleCount);
        yield return new Figure($"a default test of 3 records, {count} schedules", time.TotalSeconds, "s");

        time = Figure.MedianOf(5, () => count = FindAndShrink());
        yield return new Figure($"find a loss in {Records} records and shrink it, {count} schedules until found", time.TotalSeconds, "s");
    }

    /// <summary>The mistake shows in the middle of the records only, so that there is something to shrink.</summary>
    private static int FindAndShrink()
    {
        try
        {
            Chaos.Chaos.Test(World(Records, ("worker", context => Work(context, order => order.Offset.Value == Records / 2))));
        }
        catch (ChaosException failure) when (failure.Property is not null)
        {
            return failure.ScheduleCount;
        }

        throw new InvalidOperationException("A consumer that commits before it processes was not found.");
    }

    private static Action<World> One(int records) => World(records, ("worker", context => Work(context, static _ => false)));

    private static Action<World> Two(int records) =>
        World(records, ("left", context => Work(context, static _ => false)), ("right", context => Work(context, static _ => false)));

    private static Action<World> World(int records, params (string Name, Action<ProcessContext> Body)[] processes) => world =>
    {
        world.Kafka.CreateTopic("orders", partitions: processes.Length)
            .Produce("orders", [.. Enumerable.Range(0, records).Select(i => ((string?)$"{i}", (string?)$"{i}"))]);
        foreach (var (name, body) in processes)
            world.Process(name, body);
    };

    private static void Work(ProcessContext context, Func<ConsumeResult<string, string>, bool> commitsFirst)
    {
        using var consumer = context.ConsumerBuilder<string, string>(new ConsumerConfig
        {
            GroupId = "billing",
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
        }).Build();
        consumer.Subscribe("orders");
        try
        {
            while (true)
            {
                var order = consumer.Consume(context.Stopping);
                if (commitsFirst(order))
                    consumer.Commit(order);
                context.Processed(order);
                consumer.Commit(order);
            }
        }
        catch (OperationCanceledException)
        {
            consumer.Close();
        }
    }
}
