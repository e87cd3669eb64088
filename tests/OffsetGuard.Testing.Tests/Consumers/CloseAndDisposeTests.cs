using Confluent.Kafka;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Consumers;

/// <summary>The table of spec section 12: who runs the revoked handler, commits and leaves.</summary>
public sealed class CloseAndDisposeTests
{
    private readonly List<string> _told = [];

    [Fact]
    public void Close_revokes_commits_reports_and_leaves_in_one_call()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Auto, Log);
        consumer.Consume(0);

        consumer.Close();

        Assert.Equal(["revoked", "reported"], _told);
        Assert.Equal((1, 0), ((int)kafka.Committed().Value, kafka.Group("billing").MemberCount));
    }

    [Fact]
    public void Close_without_subscription_commits_and_reports_without_a_revoked_handler()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Consumer(Auto, Log);
        consumer.Assign(At(0));
        consumer.Consume(0);

        consumer.Close();

        Assert.Equal(["reported"], _told);
        Assert.Equal(1, kafka.Committed());
    }

    [Fact]
    public void Close_without_auto_commit_revokes_and_leaves_only()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Manual, Log);
        consumer.Consume(0);

        consumer.Close();

        Assert.Equal(["revoked"], _told);
        Assert.Equal((Offset.Unset, 0), (kafka.Committed(), kafka.Group("billing").MemberCount));
    }

    [Fact]
    public void Close_right_after_Unsubscribe_does_what_Close_does()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Auto, Log);
        consumer.Consume(0);
        consumer.Unsubscribe();

        consumer.Close();

        Assert.Equal(["revoked", "reported"], _told);
        Assert.Equal((1, 0), ((int)kafka.Committed().Value, kafka.Group("billing").MemberCount));
    }

    [Fact]
    public void Dispose_alone_tells_nobody_and_commits_nothing()
    {
        var kafka = WithOrders("a");
        var consumer = kafka.Subscribed(Auto, Log);
        consumer.Consume(0);

        consumer.Dispose();

        Assert.Empty(_told);
        Assert.Equal((Offset.Unset, 1), (kafka.Committed(), kafka.Group("billing").MemberCount));
    }

    [Fact]
    public void The_group_keeps_the_partitions_of_a_disposed_consumer_for_its_session_timeout()
    {
        var kafka = WithOrders("a");
        var disposed = kafka.Subscribed(Manual);
        disposed.Consume(0);
        disposed.Dispose();
        using var next = kafka.Subscribed(Manual);

        Assert.Null(next.Consume(TimeSpan.FromSeconds(44)));

        Assert.Equal("a", next.Consume(TimeSpan.FromSeconds(2)).Message.Value);
    }

    [Fact]
    public void Unsubscribe_and_Dispose_without_polling_leaves_the_group_waiting()
    {
        var kafka = WithOrders("a");
        var consumer = kafka.Subscribed(Auto, Log);
        consumer.Consume(0);

        consumer.Unsubscribe();
        consumer.Dispose();

        Assert.Empty(_told);
        Assert.Equal((Offset.Unset, 1), (kafka.Committed(), kafka.Group("billing").MemberCount));
    }

    [Fact]
    public void Unsubscribe_takes_effect_inside_Consume_and_the_consumer_stays_usable()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Auto, Log);
        consumer.Consume(0);
        consumer.Unsubscribe();
        var before = (consumer.Subscription.Count, consumer.Assignment.Count, kafka.Group("billing").MemberCount);

        consumer.Consume(1000);
        consumer.Subscribe("orders");

        Assert.Equal((0, 1, 1), before);
        Assert.Equal(["revoked", "reported"], _told);
        Assert.Equal(["orders"], consumer.Subscription);
    }

    [Fact]
    public void Closing_a_consumer_that_was_never_used_is_fine() => WithOrders().Consumer(Auto).Close();

    [Fact]
    public void After_Close_every_call_meets_a_destroyed_handle()
    {
        var consumer = WithOrders("a").Subscribed(ManualStore);
        consumer.Close();

        Action[] calls =
        [
            consumer.Close, () => consumer.Consume(0), () => consumer.Consume(), () => consumer.Commit(), () => consumer.Commit([At(1)]),
            () => consumer.StoreOffset(At(1)), () => consumer.Seek(At(1)), () => consumer.Position(Orders0), () => _ = consumer.Assignment,
            () => _ = consumer.Subscription, () => _ = consumer.MemberId, () => consumer.Subscribe("orders"), consumer.Unsubscribe,
            () => consumer.Assign(Orders0), consumer.Unassign, () => consumer.Committed([Orders0], TimeSpan.FromSeconds(1)),
        ];

        Assert.All(calls, call => Assert.Equal("handle is destroyed", Assert.Throws<ObjectDisposedException>(call).ObjectName));
    }

    [Fact]
    public void Disposing_twice_is_fine()
    {
        var consumer = WithOrders().Consumer(Auto);

        consumer.Dispose();
        consumer.Dispose();

        Assert.NotEmpty(consumer.Name);
    }

    private void Log(FakeConsumerBuilder<Null, string> builder) => builder
        .SetPartitionsRevokedHandler((_, _) => _told.Add("revoked"))
        .SetOffsetsCommittedHandler((_, _) => _told.Add("reported"));
}
