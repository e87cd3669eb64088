using Confluent.Kafka;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Consumers;

public sealed class AutoOffsetResetTests
{
    [Fact]
    public void Latest_is_the_default_and_skips_what_is_there()
    {
        var kafka = WithOrders("old");
        using var consumer = kafka.Subscribed(new ConsumerConfig { GroupId = "billing", EnableAutoCommit = false });
        Assert.Null(consumer.Next());

        kafka.Produce("orders", (null, "new"));

        Assert.Equal(["new"], consumer.Drain());
    }

    [Fact]
    public void Earliest_reads_from_the_log_start() => Assert.Equal(["a", "b"], WithOrders("a", "b").Subscribed(Manual).Drain());

    [Fact]
    public void Error_tells_the_application_and_the_partition_is_dead()
    {
        using var consumer = WithOrders("a").Assigned(WithPolicyError());

        var error = Assert.Throws<ConsumeException>(() => consumer.Next());

        Assert.Equal((ErrorCode.Local_AutoOffsetReset, Offset.Unset), (error.Error.Code, error.ConsumerRecord.Offset));
        Assert.Null(consumer.Next());
        Throws(ErrorCode.Local_State, () => consumer.Seek(At(0)));
    }

    [Fact]
    public void A_dead_partition_lives_again_when_it_is_assigned_again()
    {
        using var consumer = WithOrders("a").Assigned(WithPolicyError());
        Assert.Throws<ConsumeException>(() => consumer.Next());

        consumer.Assign(At(0));

        Assert.Equal(["a"], consumer.Drain());
    }

    [Fact]
    public void An_error_is_told_even_when_its_partition_was_taken_away_meanwhile()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Assigned(WithPolicyError());
        kafka.AdvanceTime(TimeSpan.FromSeconds(1));

        consumer.Unassign();

        Assert.Equal(ErrorCode.Local_AutoOffsetReset, Assert.Throws<ConsumeException>(() => consumer.Next()).Error.Code);
        Assert.Null(consumer.Next());
    }

    [Fact]
    public void A_committed_offset_makes_the_policy_idle()
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Consumer(Manual);
        consumer.Commit([At(1)]);

        consumer.Assign(Orders0);

        Assert.Equal(["b"], consumer.Drain());
    }

    [Fact]
    public void A_committed_offset_beyond_the_log_end_reads_everything_again_with_earliest()
    {
        using var consumer = WithOrders("a", "b").Consumer(Manual);
        consumer.Commit([At(99)]);

        consumer.Assign(Orders0);

        Assert.Equal(["a", "b"], consumer.Drain());
    }

    [Fact]
    public void A_committed_offset_beyond_the_log_end_names_itself_with_policy_error()
    {
        using var consumer = WithOrders("a").Consumer(WithPolicyError());
        consumer.Commit([At(99)]);
        consumer.Assign(Orders0);

        Assert.Equal(99, Assert.Throws<ConsumeException>(() => consumer.Next()).ConsumerRecord.Offset);
    }

    [Fact]
    public void An_offset_at_the_log_end_is_no_reason_for_a_reset()
    {
        using var consumer = WithOrders("a").Consumer(WithPolicyError());

        consumer.Assign(At(1));

        Assert.Null(consumer.Next());
    }

    private static ConsumerConfig WithPolicyError()
    {
        var config = Manual;
        config.AutoOffsetReset = AutoOffsetReset.Error;
        return config;
    }
}
