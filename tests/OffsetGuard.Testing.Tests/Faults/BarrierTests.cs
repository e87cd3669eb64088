using Confluent.Kafka;
using OffsetGuard.Testing.Faults;
using OffsetGuard.Testing.Tests.Producers;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Faults;

/// <summary>Messages that wait for the test.</summary>
public sealed class BarrierTests
{
    [Fact]
    public void While_heartbeats_are_held_time_goes_on_and_the_session_runs_out()
    {
        var kafka = WithOrders("a");
        using var worker = kafka.Subscribed(new ConsumerConfig(Manual) { ClientId = "worker-1" });
        worker.Next();
        using var pause = kafka.Faults.On(Operation.Heartbeat).Client("worker-1").Pause();

        var before = pause.IsReached;
        kafka.AdvanceTime(TimeSpan.FromSeconds(46));

        Assert.Equal((false, true, 1), (before, pause.IsReached, pause.HeldCount));
        Assert.Equal(0, kafka.Group("billing").MemberCount);
    }

    [Fact]
    public void What_is_held_has_no_effect_until_it_is_released()
    {
        var kafka = WithOrders();
        using var producer = kafka.Producer(new ProducerConfig());
        var pause = kafka.Faults.On(Operation.Produce).Pause();
        producer.Produce("orders", new() { Value = "a" });
        kafka.AdvanceTime(TimeSpan.FromSeconds(1));

        var before = kafka.Topic("orders").Values(0);
        pause.Release();

        Assert.Empty(before);
        Assert.Equal(["a"], kafka.Topic("orders").Values(0));
        Assert.Equal((0, false), (pause.HeldCount, pause.Fault.IsArmed));
    }

    [Fact]
    public void A_held_reply_has_taken_effect_and_the_client_does_not_know()
    {
        var kafka = WithOrders();
        using var producer = kafka.Producer(new ProducerConfig());
        var reports = 0;
        using var pause = kafka.Faults.On(Operation.Produce).PauseReply();

        producer.Produce("orders", new() { Value = "a" }, _ => reports++);
        producer.Flush(TimeSpan.FromSeconds(1));
        var before = reports;
        pause.Release();
        producer.Flush(TimeSpan.FromSeconds(1));

        Assert.Equal(["a"], kafka.Topic("orders").Values(0));
        Assert.Equal((0, 1), (before, reports));
    }

    [Fact]
    public void A_held_commit_arrives_after_the_partition_has_a_new_owner_and_is_refused()
    {
        var kafka = WithOrders("a");
        using var zombie = kafka.Subscribed(new ConsumerConfig(Auto) { ClientId = "zombie" });
        zombie.Next();
        using var pause = kafka.Faults.On(Operation.Commit).Client("zombie").Pause();
        using var silence = kafka.Faults.On(Operation.Heartbeat).Client("zombie").Pause();
        kafka.AdvanceTime(TimeSpan.FromSeconds(60));

        using var heir = kafka.Subscribed(Manual);
        var read = heir.Next()?.Message.Value;
        pause.Release();

        Assert.Equal("a", read);
        Assert.Equal(Offset.Unset, kafka.Committed());
    }

    [Fact]
    public void A_barrier_that_nothing_reached_fails_the_test()
    {
        var kafka = WithOrders();
        using var pause = kafka.Faults.On(Operation.Leave).Pause();

        Assert.Throws<UnfiredFaultException>(kafka.Faults.AssertAllFired);
        Assert.Equal("Leave: 0 held", pause.ToString());
    }

    [Fact]
    public void To_release_twice_is_to_release_once()
    {
        var kafka = WithOrders("a");
        var pause = kafka.Faults.On(Operation.Fetch).Pause();
        using var consumer = kafka.Subscribed(Manual);
        consumer.Next();

        pause.Release();
        pause.Dispose();

        Assert.Equal(["a"], consumer.Drain());
    }
}
