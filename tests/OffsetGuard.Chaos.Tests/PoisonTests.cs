using OffsetGuard.Approval;
using OffsetGuard.Chaos;
using static ChaosTests.Orders;

namespace ChaosTests;

/// <summary>A record whose handler fails each time: what a program may do about it, and what not.</summary>
public sealed class PoisonTests
{
    private const string Poison = "poison worker before Processed(orders[0]@0)#1";

    private static readonly ChaosOptions s_onlyPoison = new() { Faults = ChaosFaults.Poison };

    [Fact]
    public void A_loop_that_ends_visibly_breaks_nothing() => Chaos.Test(With(Loop(ProcessThenCommit)), s_onlyPoison);

    [Fact]
    public void A_loop_that_goes_back_to_the_record_breaks_nothing() => Chaos.Test(
        With(Loop((consumer, order, context) =>
        {
            try
            {
                ProcessThenCommit(consumer, order, context);
            }
            catch (InjectedFailureException)
            {
                consumer.Seek(order.TopicPartitionOffset);
            }
        })),
        s_onlyPoison);

    [Fact]
    public void A_loop_that_leaves_the_record_behind_loses_it()
    {
        var failure = Fails(
            With(Loop((consumer, order, context) =>
            {
                try
                {
                    context.Processed(order);
                }
                catch (InjectedFailureException)
                {
                }

                consumer.Commit(order);
            })),
            s_onlyPoison);

        Assert.Equal("at-least-once", failure.Property);
        Assert.Contains("poison worker", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_handler_that_never_comes_back_to_Consume_makes_no_progress()
    {
        var failure = Assert.Throws<ChaosException>(() => Chaos.Replay(Poison, With(Loop((consumer, order, context) =>
        {
            while (!TryProcess(order, context))
            {
                // Once more.
            }

            consumer.Commit(order);
        })), s_onlyPoison with { StepsMax = 500 }));

        Assert.Equal("progress", failure.Property);
        Approve.Text(Stable(failure.Message));
    }

    private static bool TryProcess(Confluent.Kafka.ConsumeResult<string, string> order, OffsetGuard.Chaos.Worlds.ProcessContext context)
    {
        try
        {
            context.Processed(order);
            return true;
        }
        catch (InjectedFailureException)
        {
            return false;
        }
    }
}
