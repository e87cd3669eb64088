using Confluent.Kafka;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Consumers;

/// <summary>max.poll.interval.ms: who does not poll is put out of the group at once, and learns of it when it polls again.</summary>
public sealed class MaxPollTests
{
    private static readonly TimeSpan s_tooLong = TimeSpan.FromSeconds(8);

    private static ConsumerConfig Impatient => new(Manual) { MaxPollIntervalMs = 6000, SessionTimeoutMs = 6000, HeartbeatIntervalMs = 500 };

    [Fact]
    public void A_member_that_does_not_poll_leaves_and_cannot_commit()
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Subscribed(Impatient);
        var record = consumer.Next();

        kafka.AdvanceTime(s_tooLong);

        Assert.Equal([Orders0], consumer.Assignment);
        Assert.Equal(0, kafka.Group("billing").MemberCount);
        Throws(ErrorCode.Local_AssignmentLost, () => consumer.Commit());
        Throws(ErrorCode.UnknownMemberId, () => consumer.Commit(record));
    }

    [Fact]
    public void It_is_told_by_an_error_and_then_by_the_lost_handler_and_reads_again_from_the_committed_offset()
    {
        var lost = new List<Offset>();
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Subscribed(Impatient, b => b.SetPartitionsLostHandler((_, l) => { lost.AddRange(l.Select(p => p.Offset)); }));
        consumer.Next();
        kafka.AdvanceTime(s_tooLong);

        Throws(ErrorCode.Local_MaxPollExceeded, () => consumer.Next());

        Assert.Empty(lost);
        Assert.Equal(["a", "b"], consumer.Drain());
        Assert.Equal([1], lost);
    }

    [Fact]
    public void Without_a_lost_handler_the_revoked_handler_is_called()
    {
        var revoked = 0;
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Impatient, b => b.SetPartitionsRevokedHandler((_, _) => { revoked++; }));
        consumer.Next();
        kafka.AdvanceTime(s_tooLong);
        Throws(ErrorCode.Local_MaxPollExceeded, () => consumer.Next());

        consumer.Next();

        Assert.Equal(1, revoked);
    }

    [Fact]
    public void Time_inside_Consume_does_not_count_and_neither_does_that_of_a_manual_assignment()
    {
        var kafka = WithOrders("a");
        using var waiting = kafka.Subscribed(Impatient);
        using var assigned = kafka.Consumer(new ConsumerConfig(Impatient) { GroupId = "audit" });
        assigned.Assign(At(0));

        Assert.Equal(["a"], waiting.Drain());
        Assert.Null(waiting.Consume(TimeSpan.FromMinutes(1)));
        Assert.Equal(["a"], assigned.Drain());
    }

    [Fact]
    public void A_static_member_that_does_not_poll_stays_in_the_group()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(new ConsumerConfig(Impatient) { GroupInstanceId = "one", SessionTimeoutMs = 6000, MaxPollIntervalMs = 6000 });
        consumer.Next();

        kafka.AdvanceTime(TimeSpan.FromSeconds(7));

        Assert.Equal(1, kafka.Group("billing").MemberCount);
    }
}
