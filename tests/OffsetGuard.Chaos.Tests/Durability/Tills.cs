using Confluent.Kafka;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Durability;
using OffsetGuard.Chaos.Exploration;
using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Scheduling;
using OffsetGuard.Chaos.Worlds;
using static ChaosTests.Orders;

namespace ChaosTests.Durability;

/// <summary>Worlds whose worker writes to durable stores, and what these hold afterwards.</summary>
internal static class Tills
{
    /// <summary>What the worker does with an order before it commits the offset.</summary>
    public delegate void Handling(World world, ProcessContext context, ConsumeResult<string, string> order);

    public static Action<World> With(Handling handle, int records = 3) => world => Orders.With(
        Loop((consumer, order, context) =>
        {
            handle(world, context, order);
            consumer.Commit(order);
        }),
        records)(world);

    /// <summary>Runs one schedule, in words; what the worker asserts counts.</summary>
    public static Run Run(Action<World> describe, params string[] faults)
    {
        using var threads = new SimThreadPool();
        var run = OffsetGuard.Chaos.Exploration.Run.Of(describe, RunPlan.Calm with { Faults = [.. faults.Select(f => Fault.Parse(f)!)] }, new ChaosOptions(), threads);
        Assert.DoesNotContain(run.History.Events, e => e is ProcessFailed { Failure: Xunit.Sdk.XunitException });
        return run;
    }

    public static DurableTable<string, int> Totals(this World world) => world.Durable.Table<string, int>("totals");

    public static DurableLedger<string> Mails(this World world) => world.Durable.Ledger<string>("mails");

    public static DurableTable<string, long> Seen(this World world) => world.Durable.Table<string, long>("seen");

    /// <summary>The totals and mails as one line each.</summary>
    public static string Holdings(this Run run) =>
        $"totals {string.Join(' ', run.World.Totals().Rows.Select(r => $"{r.Key}={r.Value}"))}; mails {string.Join(' ', run.World.Mails().Entries)}";
}
