using Confluent.Kafka;
using OffsetGuard.Approval;
using OffsetGuard.Chaos.Worlds;
using static ChaosTests.Orders;

namespace ChaosTests;

/// <summary>Each text is read in ten seconds: what is broken, why, the steps, how to see it again.</summary>
public sealed class CounterexampleTests
{
    [Fact]
    public void Commit_before_process() => Approved(With(Loop(CommitThenProcess)));

    [Fact]
    public void Auto_commit_names_the_timer() => Approved(With(Loop(
        (_, order, context) => context.Processed(order),
        new ConsumerConfig { GroupId = "billing", AutoOffsetReset = AutoOffsetReset.Earliest })));

    [Fact]
    public void Swallow_and_commit() => Approved(With(Loop((consumer, order, context) =>
    {
        if (order.Message.Key != "B")
            context.Processed(order);
        consumer.Commit(order);
    })));

    [Fact]
    public void Commit_without_plus_one() => Approved(With(Loop((consumer, order, context) =>
    {
        context.Processed(order);
        consumer.Commit([order.TopicPartitionOffset]);
    })));

    [Fact]
    public void Never_committing_ends_in_a_wrong_final_commit() => Approved(With(Loop((_, order, context) => context.Processed(order))));

    [Fact]
    public void Seeking_back_repeats_without_a_fault() => Approved(With(context =>
    {
        var hasSoughtBack = false;
        Loop((consumer, order, _) =>
        {
            ProcessThenCommit(consumer, order, context);
            if (order.Offset == 1 && !hasSoughtBack)
                consumer.Seek(order.TopicPartitionOffset);
            hasSoughtBack |= order.Offset == 1;
        })(context);
    }));

    [Fact]
    public void No_resume_after_a_restart() => Approved(With(context =>
    {
        if (context.IncarnationNumber == 1)
            Loop(ProcessThenCommit)(context);
    }));

    [Fact]
    public void Failing_after_a_restart() => Approved(With(context =>
    {
        if (context.IncarnationNumber > 1)
            throw new InvalidDataException("the lock file of the last run is still there");
        Loop(ProcessThenCommit)(context);
    }));

    [Fact]
    public void Committing_ahead_is_a_hazard_without_a_kill() => Approved(With(context =>
    {
        using var consumer = context.ConsumerBuilder<string, string>(Manual).Build();
        consumer.Assign(new TopicPartitionOffset("orders", 0, Offset.Beginning));
        while (!context.Stopping.IsCancellationRequested)
        {
            if (consumer.Consume(TimeSpan.FromSeconds(1)) is { } order)
                CommitThenProcess(consumer, order, context);
        }
    }));

    [Fact]
    public void Two_workers_stand_side_by_side() => Approved(world =>
    {
        Fill(world, records: 6, partitions: 2);
        world.Process("left", Loop(ProcessThenCommit));
        world.Process("right", Loop(CommitThenProcess));
    });

    private static void Approved(Action<World> describe, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        var text = Stable(Fails(describe).Message);

        var steps = text.Split('\n').SkipWhile(l => !l.StartsWith(" t ", StringComparison.Ordinal)).TakeWhile(l => l.Length > 0).Count() - 1;
        Assert.InRange(steps, 1, 12);
        Approve.Text(text, test: test);
    }
}
