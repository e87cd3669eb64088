using Confluent.Kafka;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Benchmarks.Figures;

/// <summary>What exploration costs.</summary>
internal static class ChaosFigures
{
    private const int Records = 100;

    public static IEnumerable<Figure> Measure()
    {
        var scheduleCount = 0;
        var time = Figure.MedianOf(15, () => scheduleCount = Chaos.Chaos.Test(Describe).ScheduleCount);
        yield return new Figure($"schedules per second, {Records} records, one blocking consumer", scheduleCount / time.TotalSeconds, "1/s");
        yield return new Figure($"all single kills of {Records} records", time.TotalSeconds, "s");
    }

    private static void Describe(World world)
    {
        world.Kafka.CreateTopic("orders").Produce("orders", [.. Enumerable.Range(0, Records).Select(i => ((string?)"k", (string?)$"{i}"))]);
        world.Process("worker", Work);
    }

    private static void Work(ProcessContext context)
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
