using System.Runtime.CompilerServices;
using Confluent.Kafka;
using OffsetGuard.Broker;
using OffsetGuard.Broker.Clients;
using static OffsetGuard.Testing.Tests.Clocks.LiveThreads;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Clocks;

/// <summary>Calls that really wait, and time that moves without any call.</summary>
public sealed class LiveClockTests
{
    private readonly ManualTime _time = new();
    private readonly FakeKafka _kafka;

    public LiveClockTests() => _kafka = NewKafka(_time).CreateTopic("orders");

    [Fact]
    public void The_time_of_the_cluster_is_that_of_the_provider()
    {
        var before = _kafka.Now;

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((_time.GetUtcNow(), TimeSpan.FromMinutes(1)), (_kafka.Now, _kafka.Now - before));
    }

    [Fact]
    public async Task A_waiting_Consume_gets_what_another_thread_produces()
    {
        using var consumer = _kafka.Assigned(Manual);
        var consuming = Start(() => consumer.Consume(TimeSpan.FromSeconds(5)));

        _kafka.Produce("orders", (null, "a"));

        Assert.Equal("a", (await consuming.Safe()).Message.Value);
    }

    [Fact]
    public async Task A_waiting_Consume_ends_at_its_time_out_and_not_before()
    {
        using var consumer = _kafka.Consumer(Manual);   // reads nothing, so that nothing else is due
        var consuming = Start(() => consumer.Consume(TimeSpan.FromSeconds(5)));
        _time.AwaitTimer(TimeSpan.FromSeconds(5));

        _time.Advance(TimeSpan.FromSeconds(4.999));
        Assert.False(consuming.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Null(await consuming.Safe());
    }

    [Fact]
    public async Task A_cancellation_ends_a_waiting_Consume()
    {
        using var consumer = _kafka.Assigned(Manual);
        using var stopping = new CancellationTokenSource();
        var consuming = Start(() => consumer.Consume(stopping.Token));

        stopping.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => consuming.Safe());
    }

    [Fact]
    public void The_client_commits_on_its_timer_while_nobody_calls()
    {
        _kafka.Produce("orders", (null, "a"));
        using var consumer = _kafka.Subscribed(Auto);
        consumer.Next();

        _time.Advance(TimeSpan.FromSeconds(5));

        // Not by way of kafka.Group, which is a call.
        var offsets = _kafka.Host.Cluster.Kafka.Groups.Find("billing")!.Offsets.Records;
        Assert.Equal(1, Assert.Single(offsets).Committed.NextOffset);
    }

    [Fact]
    public void A_session_expires_while_nobody_calls()
    {
        using var consumer = _kafka.Subscribed(Manual);
        consumer.Consume(0);
        consumer.Dispose();

        _time.Advance(TimeSpan.FromSeconds(45));

        Assert.Equal(0, _kafka.Host.Cluster.Kafka.Groups.Find("billing")!.MemberCount);
    }

    [Fact]
    public void Heartbeats_keep_a_member_that_is_busy()
    {
        using var consumer = _kafka.Subscribed(Manual);
        consumer.Consume(0);

        _time.Advance(TimeSpan.FromMinutes(4));

        Assert.Equal(1, _kafka.Group("billing").MemberCount);
    }

    [Fact]
    public void A_handler_may_wait_for_another_thread_that_calls_the_consumer()
    {
        Offset? seen = null;
        using var consumer = _kafka.Subscribed(Manual, b => b.SetPartitionsAssignedHandler((c, _) =>
        {
            var other = Start(() => c.Position(Orders0));
            seen = other.Wait(SafetyTimeout) ? other.Result : null;
        }));

        consumer.Consume(0);

        Assert.Equal(Offset.Unset, seen);
    }

    [Fact]
    public void Handlers_run_on_the_thread_that_is_inside_Consume()
    {
        var thread = 0;
        using var consumer = _kafka.Subscribed(Manual, b => b.SetPartitionsAssignedHandler((_, _) => thread = Environment.CurrentManagedThreadId));

        consumer.Consume(0);

        Assert.Equal(Environment.CurrentManagedThreadId, thread);
    }

    [Fact]
    public void A_deserializer_may_wait_for_another_thread_that_uses_the_cluster()
    {
        _kafka.Produce("orders", (null, "a"));
        using var consumer = _kafka.Subscribed(Manual, b => b.SetValueDeserializer(new AskingDeserializer(_kafka)));

        Assert.Equal("a of 1", consumer.Next()!.Message.Value);
    }

    [Fact]
    public void Virtual_time_cannot_be_moved()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => _kafka.AdvanceTime(TimeSpan.FromSeconds(1)));

        Assert.Contains("TimeProvider", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_breaks_in_the_background_is_told_to_the_next_caller()
    {
        _kafka.Host.Cluster.Connect(id => new BrokenClient(id, _kafka.Now + TimeSpan.FromSeconds(1)));
        _kafka.Produce("orders");
        _kafka.Topic("orders");   // a call, so that the timer is set

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("it broke", Assert.Throws<InvariantException>(() => _kafka.Topic("orders")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_forgotten_cluster_does_not_live_on_in_its_timer()
    {
        var forgotten = Forget(_time);

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.False(forgotten.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Forget(ManualTime time)
    {
        var kafka = NewKafka(time).CreateTopic("orders");
        kafka.Subscribed(Auto).Consume(0);
        return new WeakReference(kafka.Host);
    }

    private sealed class AskingDeserializer(FakeKafka kafka) : IDeserializer<string>
    {
        public string Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context)
        {
            var asking = Start(() => kafka.Topic("orders").LogEndOffset(0).Value);
            var count = asking.Wait(SafetyTimeout) ? asking.Result : -1;
            return $"{System.Text.Encoding.UTF8.GetString(data)} of {count}";
        }
    }

    private sealed class BrokenClient(int id, DateTimeOffset at) : IClientModel
    {
        public ClientChannel Channel { get; } = new(id);

        public DateTimeOffset? NextDeadline => at;

        public void Tick(DateTimeOffset now)
        {
            if (now >= at)
                throw new InvariantException("it broke");
        }
    }
}
