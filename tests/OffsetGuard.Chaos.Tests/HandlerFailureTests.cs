using Confluent.Kafka;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Worlds;
using static ChaosTests.Orders;

namespace ChaosTests;

/// <summary>Handlers that throw, and the ways in which programs get over it.</summary>
public sealed class HandlerFailureTests
{
    [Fact]
    public void Swallowing_the_failure_and_committing_loses_the_record() => Breaks("at-least-once", With(Loop((consumer, order, context) =>
    {
        try
        {
            Handle(order, context);
        }
        catch (InvalidDataException)
        {
        }

        consumer.Commit(order);
    })));

    [Fact]
    public void Skipping_the_record_loses_it_with_the_next_commit() => Breaks("at-least-once", With(Loop((consumer, order, context) =>
    {
        try
        {
            Handle(order, context);
        }
        catch (InvalidDataException)
        {
            return;
        }

        consumer.Commit(order);
    })));

    [Fact]
    public void Skipping_the_last_record_leaves_it_for_ever() => Breaks("progress", With(
        Loop((consumer, order, context) =>
        {
            if (order.Message.Key != "B")
                ProcessThenCommit(consumer, order, context);
        }),
        records: 2));

    [Fact]
    public void Trying_again_until_the_handler_succeeds_holds() => Chaos.Test(With(Loop((consumer, order, context) =>
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Handle(order, context, attempt);
                break;
            }
            catch (InvalidDataException)
            {
            }
        }

        consumer.Commit(order);
    })));

    [Fact]
    public void Committing_in_finally_loses_the_record_whose_handler_threw() => Breaks("at-least-once", With(Loop((consumer, order, context) =>
    {
        try
        {
            Handle(order, context);
        }
        finally
        {
            consumer.Commit(order);
        }
    })));

    [Fact]
    public void Committing_the_highest_offset_of_a_batch_that_failed_half_way_loses_the_rest() => Breaks("at-least-once", With(context =>
    {
        List<ConsumeResult<string, string>> batch = [];
        Loop((consumer, order, _) =>
        {
            batch.Add(order);
            if (batch.Count < 3)
                return;
            foreach (var each in batch.TakeWhile(o => o.Message.Key != "B"))
                context.Processed(each);
            consumer.Commit(order);
            batch.Clear();
        })(context);
    }));

    [Fact]
    public void A_crash_on_a_failure_that_passes_holds() => Chaos.Test(world =>
    {
        var attempts = 0;   // belongs to the world: the outside system that was down for a moment
        With(Loop((consumer, order, context) =>
        {
            Handle(order, context, order.Message.Key == "B" ? ++attempts : 1);
            consumer.Commit(order);
        }))(world);
    });

    [Fact]
    public void Marking_a_record_as_seen_before_its_effect_loses_it() => Breaks("at-least-once", world => WithDeduplication(world, marksFirst: true));

    [Fact]
    public void Marking_a_record_as_seen_after_its_effect_holds() => Chaos.Test(world => WithDeduplication(world, marksFirst: false));

    private static void WithDeduplication(World world, bool marksFirst)
    {
        HashSet<string> seen = [];   // belongs to the world: a table that outlives the process
        With(Loop((consumer, order, context) =>
        {
            if (marksFirst ? seen.Add(order.Message.Key) : !seen.Contains(order.Message.Key))
                context.Processed(order);
            seen.Add(order.Message.Key);
            consumer.Commit(order);
        }))(world);
    }

    /// <summary>Does not like B at the first attempt.</summary>
    private static void Handle(ConsumeResult<string, string> order, ProcessContext context, int attempt = 1)
    {
        if (order.Message.Key == "B" && attempt == 1)
            throw new InvalidDataException("order B has no customer");
        context.Processed(order);
    }
}
