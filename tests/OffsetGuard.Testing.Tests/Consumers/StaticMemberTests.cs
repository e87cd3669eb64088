using Confluent.Kafka;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Consumers;

/// <summary>group.instance.id: a member keeps its place while it restarts, and loses it to a second holder of its id.</summary>
public sealed class StaticMemberTests
{
    [Fact]
    public void A_restart_within_the_session_is_no_rebalance()
    {
        var kafka = WithOrders("a", "b");
        var first = kafka.Subscribed(Static("one"));
        first.Commit(first.Next());
        first.Close();

        using var again = kafka.Subscribed(Static("one"));

        Assert.Equal("b", again.Next()!.Message.Value);
        Assert.Equal(1, kafka.Group("billing").Generation);
    }

    [Fact]
    public void Close_keeps_the_place_and_Unsubscribe_gives_it_up()
    {
        var kafka = WithOrders("a");
        var closed = kafka.Subscribed(Static("one"));
        closed.Next();
        closed.Close();
        var afterClose = kafka.Group("billing").MemberCount;

        using var again = kafka.Subscribed(Static("one"));
        again.Next();
        again.Unsubscribe();
        again.Next();

        Assert.Equal((1, 0), (afterClose, kafka.Group("billing").MemberCount));
    }

    [Fact]
    public void The_older_holder_of_an_id_is_fenced_for_good_and_hears_it_once()
    {
        var kafka = WithOrders("a");
        var told = new List<string>();
        var older = kafka.Subscribed(Static("one"), b => b.SetPartitionsLostHandler((_, _) => { told.Add("lost"); })
            .SetPartitionsRevokedHandler((_, _) => { told.Add("revoked"); }));
        var record = older.Next();
        using var newer = kafka.Subscribed(Static("one"));
        newer.Next();

        var error = Assert.Throws<ConsumeException>(() => older.Next()).Error;

        Assert.Equal((ErrorCode.FencedInstanceId, true), (error.Code, error.IsFatal));
        Assert.Null(older.Next());
        Assert.Empty(older.Assignment);
        Assert.True(Fatal(() => older.Commit(record)) && Fatal(() => older.Subscribe("orders")) && Fatal(older.Close));
        older.Assign(Orders0);
        Assert.Empty(older.Assignment);
        Assert.Empty(told);
    }

    [Fact]
    public void A_commit_that_is_the_first_to_learn_of_it_fails_without_being_fatal()
    {
        var kafka = WithOrders("a");
        var older = kafka.Subscribed(Static("one"));
        var record = older.Next();
        using var newer = kafka.Subscribed(Static("one"));
        newer.Consume(TimeSpan.Zero);

        var error = Assert.Throws<KafkaException>(() => older.Commit(record)).Error;

        Assert.Equal((ErrorCode.FencedInstanceId, false), (error.Code, error.IsFatal));
        Assert.True(Fatal(() => older.Commit(record)));
    }

    private static bool Fatal(Action action) =>
        Assert.Throws<KafkaException>(action).Error is { Code: ErrorCode.FencedInstanceId, IsFatal: true };

    private static ConsumerConfig Static(string instanceId) => new(Manual) { GroupInstanceId = instanceId };
}
