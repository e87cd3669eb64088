using Confluent.Kafka;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Faults;

/// <summary>What happens to a cluster while its clients look elsewhere: retention, expiry, a coordinator that loads.</summary>
public sealed class IncidentTests
{
    [Theory]
    [InlineData(AutoOffsetReset.Earliest, "d e")]
    [InlineData(AutoOffsetReset.Latest, "")]
    public void Records_below_a_log_start_past_the_committed_offset_are_gone(AutoOffsetReset reset, string expected)
    {
        var kafka = WithOrders("a", "b", "c", "d", "e");
        CommitFirst(kafka);

        kafka.RetainFrom("orders", partition: 0, offset: 3);
        using var restarted = kafka.Subscribed(new ConsumerConfig(Manual) { AutoOffsetReset = reset });

        Assert.Equal(expected, string.Join(' ', restarted.Drain()));
        Assert.Equal(1, kafka.Committed());
    }

    [Fact]
    public void The_log_start_never_moves_back_and_what_was_fetched_before_is_still_read()
    {
        var kafka = WithOrders("a", "b", "c");
        using var consumer = kafka.Subscribed(Manual);
        consumer.Next();

        kafka.RetainFrom("orders", 0, 3).RetainFrom("orders", 0, 2);
        kafka.Produce("orders", (null, "d"));

        Assert.Equal(["d"], kafka.Topic("orders").Values(0));
        Assert.Equal(["b", "c", "d"], consumer.Drain());
    }

    [Fact]
    public void The_log_start_moves_only_within_the_log_of_a_topic_that_deletes()
    {
        var kafka = WithOrders("a");

        Assert.Throws<ArgumentOutOfRangeException>(() => kafka.RetainFrom("orders", 0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => kafka.RetainFrom("orders", 0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => kafka.RetainFrom("orders", 1, 0));
        Assert.Throws<ArgumentException>(() => kafka.RetainFrom("nothing", 0, 0));
    }

    [Fact]
    public void Expired_offsets_send_a_restarted_consumer_back_to_its_reset_policy()
    {
        var kafka = WithOrders("a", "b");
        CommitFirst(kafka);

        kafka.ExpireOffsets("billing");
        using var restarted = kafka.Subscribed(Manual);

        Assert.Equal(["a", "b"], restarted.Drain());
    }

    [Fact]
    public void Offsets_of_a_group_that_is_alive_do_not_expire()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Manual);
        consumer.Commit(consumer.Next());

        var refusal = Assert.Throws<InvalidOperationException>(() => kafka.ExpireOffsets("billing"));

        Assert.Contains("1 member(s)", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, kafka.Committed());
    }

    [Fact]
    public void Expiry_of_a_group_that_does_not_exist_is_refused() =>
        Assert.Throws<ArgumentException>(() => WithOrders().ExpireOffsets("billing"));

    [Fact]
    public void While_the_coordinator_loads_commits_fail_and_afterwards_the_member_goes_on()
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Subscribed(Manual);
        consumer.Commit(consumer.Next());
        var second = consumer.Next();

        using (kafka.LoadCoordinator("billing"))
            Throws(ErrorCode.GroupLoadInProgress, () => consumer.Commit(second));
        consumer.Commit(second);

        Assert.Equal((2, 1), (kafka.Committed().Value, kafka.Group("billing").Generation));
    }

    [Fact]
    public void A_consumer_that_starts_while_the_coordinator_loads_waits_for_it()
    {
        var kafka = WithOrders("a");
        var loading = kafka.LoadCoordinator("billing");
        using var consumer = kafka.Subscribed(Manual);

        var early = consumer.Next();
        loading.End();
        loading.End();   // once is enough, twice does nothing

        Assert.Null(early);
        Assert.Equal("a", consumer.Next()?.Message.Value);
        Assert.Equal("billing", loading.GroupId);
    }

    private static void CommitFirst(FakeKafka kafka)
    {
        using var consumer = kafka.Subscribed(Manual);
        consumer.Commit(consumer.Next());
        consumer.Close();
    }
}
