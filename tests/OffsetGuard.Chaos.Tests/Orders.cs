using System.Text.RegularExpressions;
using Confluent.Kafka;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Worlds;

namespace ChaosTests;

/// <summary>What one turn of a consumer loop does with a record.</summary>
internal delegate void Turn(IConsumer<string, string> consumer, ConsumeResult<string, string> order, ProcessContext context);

/// <summary>A topic with orders and the loop that every consumer program begins with.</summary>
internal static partial class Orders
{
    private static readonly (string?, string?)[] s_orders = [("A", "1"), ("B", "2"), ("C", "3"), ("D", "4"), ("E", "5"), ("F", "6")];

    /// <summary>Commits itself, from the beginning on.</summary>
    public static ConsumerConfig Manual => new() { GroupId = "billing", AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false };

    /// <summary>The client commits on its timer what the program has stored.</summary>
    public static ConsumerConfig AutoCommit =>
        new() { GroupId = "billing", AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = true, EnableAutoOffsetStore = false };

    /// <summary>The right way.</summary>
    public static readonly Turn ProcessThenCommit = (consumer, order, context) =>
    {
        context.Processed(order);
        consumer.Commit(order);
    };

    /// <summary>The classic mistake.</summary>
    public static readonly Turn CommitThenProcess = (consumer, order, context) =>
    {
        consumer.Commit(order);
        context.Processed(order);
    };

    /// <summary>A world with one worker.</summary>
    public static Action<World> With(Action<ProcessContext> worker, int records = 3, int partitions = 1) => world =>
    {
        Fill(world, records, partitions);
        world.Process("worker", worker);
    };

    public static void Fill(World world, int records = 3, int partitions = 1) =>
        world.Kafka.CreateTopic("orders", partitions).Produce("orders", s_orders[..records]);

    /// <summary>Consumes until it is asked to stop, then closes.</summary>
    public static Action<ProcessContext> Loop(Turn turn, ConsumerConfig? config = null) => context =>
    {
        using var consumer = Subscribe(context, config);
        try
        {
            while (true)
                turn(consumer, consumer.Consume(context.Stopping), context);
        }
        catch (OperationCanceledException)
        {
        }
        finally
        {
            consumer.Close();
        }
    };

    public static IConsumer<string, string> Subscribe(ProcessContext context, ConsumerConfig? config = null)
    {
        var consumer = context.ConsumerBuilder<string, string>(config ?? Manual).Build();
        consumer.Subscribe("orders");
        return consumer;
    }

    /// <summary>The test must fail; returns how.</summary>
    public static ChaosException Fails(Action<World> describe, ChaosOptions? options = null) =>
        Assert.Throws<ChaosException>(() => Chaos.Test(describe, options));

    public static void Breaks(string property, Action<World> describe) => Assert.Equal(property, Fails(describe).Property);

    /// <summary>The text without line numbers, which change with every edit of the tests.</summary>
    public static string Stable(string text) => LineNumber().Replace(text, ".cs:00");

    [GeneratedRegex(@"\.cs:\d+")]
    private static partial Regex LineNumber();
}
