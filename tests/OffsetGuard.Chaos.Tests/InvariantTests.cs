using OffsetGuard.Chaos;
using static ChaosTests.Orders;

namespace ChaosTests;

/// <summary>What a test itself wants to hold, and to happen.</summary>
public sealed class InvariantTests
{
    private static readonly ChaosOptions s_kills = new() { SinglesMax = 0, PairsMax = 0, SwarmRuns = 0 };

    [Fact]
    public void An_invariant_that_breaks_in_some_schedule_fails_the_test_under_its_name()
    {
        var failure = Fails(
            world =>
            {
                var sent = new HashSet<string>();
                var twice = "";
                world.Invariant("no mail is sent twice", () => twice.Length > 0 ? $"the mail of order {twice} was sent twice" : null);
                Fill(world);
                world.Process("worker", Loop((consumer, order, context) =>
                {
                    if (!sent.Add(order.Message.Key))
                        twice = order.Message.Key;
                    ProcessThenCommit(consumer, order, context);
                }));
            },
            s_kills);

        Assert.Equal("no mail is sent twice", failure.Property);
        Assert.StartsWith("INVARIANT BROKEN: no mail is sent twice     1 kill\nwhy: the mail of order A was sent twice\n", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_invariant_that_holds_is_asked_after_every_event()
    {
        var askedCount = 0;

        Chaos.Test(
            world =>
            {
                world.Invariant("nothing", () =>
                {
                    Interlocked.Increment(ref askedCount);
                    return null;
                });
                With(Loop(ProcessThenCommit))(world);
            },
            s_kills);

        Assert.True(askedCount > 100, $"asked {askedCount} times");
    }

    [Fact]
    public void An_invariant_that_throws_is_broken() => Assert.Contains(
        "it threw DivideByZeroException",
        Fails(
            world =>
            {
                world.Invariant("arithmetic", () => throw new DivideByZeroException());
                With(Loop(ProcessThenCommit))(world);
            },
            s_kills).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_mark_that_is_reached_in_some_schedule_is_enough() => Chaos.Test(
        world =>
        {
            world.Sometimes("a second life");
            Fill(world);
            world.Process("worker", context =>
            {
                context.Sometimes("a second life", context.IncarnationNumber > 1);
                Loop(ProcessThenCommit)(context);
            });
        },
        s_kills);

    [Fact]
    public void A_mark_that_no_schedule_reaches_makes_the_test_vacuous()
    {
        var failure = Fails(
            world =>
            {
                world.Sometimes("an order was skipped");
                With(Loop(ProcessThenCommit))(world);
            },
            s_kills);

        Assert.Null(failure.Property);
        Assert.StartsWith("The test is vacuous: no schedule reached 'an order was skipped'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_says_what_never_happened()
    {
        Assert.Equal(["a rebalance while a record was in flight", "a commit failed"], Chaos.Test(With(Loop(ProcessThenCommit)), s_kills).NeverHappened);
        Assert.DoesNotContain("a commit failed", Chaos.Test(With(Loop(ProcessThenCommit)), s_kills with { SinglesMax = 100 }).NeverHappened);
    }
}
