using Confluent.Kafka;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Consumers;

/// <summary>Pause and Resume: a switch per partition that nothing but the application turns.</summary>
public sealed class PauseTests
{
    [Fact]
    public void A_paused_partition_is_silent_and_goes_on_without_loss_or_repetition()
    {
        using var consumer = WithOrders("a", "b", "c").Assigned(Manual);
        consumer.Next();

        consumer.Pause([Orders0]);
        var paused = consumer.Next();
        consumer.Resume([Orders0]);

        Assert.Null(paused);
        Assert.Equal(1, consumer.Position(Orders0));
        Assert.Equal(["b", "c"], consumer.Drain());
    }

    [Fact]
    public void Pausing_twice_needs_one_resume()
    {
        using var consumer = WithOrders("a").Assigned(Manual);

        consumer.Pause([Orders0]);
        consumer.Pause([Orders0]);
        consumer.Resume([Orders0]);

        Assert.Equal(["a"], consumer.Drain());
    }

    [Fact]
    public void A_partition_stays_paused_when_it_is_assigned_again()
    {
        using var consumer = WithOrders("a").Assigned(Manual);
        consumer.Pause([Orders0]);
        consumer.Unassign();
        consumer.Assign(Orders0);

        Assert.Null(consumer.Next());
        consumer.Resume([Orders0]);
        Assert.Equal(["a"], consumer.Drain());
    }

    [Fact]
    public void A_seek_while_paused_counts_after_the_resume()
    {
        using var consumer = WithOrders("a", "b", "c").Assigned(Manual);
        consumer.Next();
        consumer.Pause([Orders0]);

        consumer.Seek(At(2));
        consumer.Resume([Orders0]);

        Assert.Equal(["c"], consumer.Drain());
    }

    [Fact]
    public void What_the_client_does_not_know_is_reported_and_the_rest_is_paused()
    {
        using var consumer = WithOrders("a").Assigned(Manual);

        var error = Assert.Throws<TopicPartitionException>(() => consumer.Pause([Orders0, new TopicPartition("nowhere", 0)]));

        Assert.Equal(ErrorCode.Local_Partial, error.Error.Code);
        Assert.Equal([ErrorCode.NoError, ErrorCode.Local_UnknownPartition], error.Results.Select(r => r.Error.Code));
        Assert.Null(consumer.Next());
    }

    [Fact]
    public void The_end_of_the_partition_is_reported_again_after_a_resume()
    {
        var config = Manual;
        config.EnablePartitionEof = true;
        using var consumer = WithOrders().Assigned(config);
        Assert.True(consumer.Next()!.IsPartitionEOF);
        Assert.Null(consumer.Next());

        consumer.Pause([Orders0]);
        consumer.Resume([Orders0]);

        Assert.True(consumer.Next()!.IsPartitionEOF);
    }
}
