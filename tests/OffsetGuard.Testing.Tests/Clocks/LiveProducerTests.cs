using Confluent.Kafka;
using static OffsetGuard.Testing.Tests.Clocks.LiveThreads;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Clocks;

/// <summary>Delivery reports come by themselves, on a thread of the producer.</summary>
public sealed class LiveProducerTests
{
    private static readonly Message<Null, string> s_a = new() { Value = "a" };

    private readonly ManualTime _time = new();
    private readonly FakeKafka _kafka;

    public LiveProducerTests() => _kafka = NewKafka(_time).CreateTopic("orders");

    [Fact]
    public async Task A_send_completes_when_linger_has_passed()
    {
        using var producer = NewProducer();

        var sending = producer.ProduceAsync("orders", s_a);
        Assert.False(sending.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(5));

        Assert.Equal(0, (await sending.Safe()).Offset.Value);
    }

    [Fact]
    public async Task In_real_time_awaiting_a_send_is_all_there_is_to_do()
    {
        var kafka = NewKafka().CreateTopic("orders");
        using var producer = kafka.ProducerBuilder<Null, string>(new ProducerConfig()).Build();

        var result = await producer.ProduceAsync("orders", s_a).Safe();

        Assert.Equal(PersistenceStatus.Persisted, result.Status);
    }

    [Fact]
    public async Task A_delivery_handler_runs_without_Poll_on_a_thread_of_the_producer()
    {
        var told = new TaskCompletionSource<(string? Thread, bool IsPooled)>();
        using var producer = NewProducer();

        producer.Produce("orders", s_a, _ => told.SetResult((Thread.CurrentThread.Name, Thread.CurrentThread.IsThreadPoolThread)));
        _time.Advance(TimeSpan.FromMilliseconds(5));

        Assert.Equal((producer.Name, false), await told.Task.Safe());
    }

    [Fact]
    public void Flush_returns_when_the_handlers_have_run()
    {
        var values = new List<string>();
        using var producer = NewProducer();
        for (var i = 0; i < 10; i++)
            producer.Produce("orders", new Message<Null, string> { Value = $"{i}" }, report => values.Add(report.Value));

        producer.Flush(CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}"), values);
    }

    [Fact]
    public async Task A_delivery_handler_may_produce_and_flush()
    {
        var flushed = new TaskCompletionSource<int>();
        using var producer = NewProducer();

        producer.Produce("orders", s_a, _ =>
        {
            producer.Produce("orders", s_a);
            flushed.SetResult(producer.Flush(SafetyTimeout));
        });
        _time.Advance(TimeSpan.FromMilliseconds(5));

        Assert.Equal(0, await flushed.Task.Safe());
        Assert.Equal(2, _kafka.Topic("orders").LogEndOffset(0).Value);
    }

    [Fact]
    public void Poll_counts_what_the_thread_has_told_since_the_last_one()
    {
        using var producer = NewProducer();
        producer.Produce("orders", s_a, _ => { });
        producer.Produce("orders", s_a, _ => { });
        producer.Flush(CancellationToken.None);

        var first = producer.Poll(TimeSpan.Zero);

        Assert.Equal((2, 0), (first, producer.Poll(TimeSpan.Zero)));
    }

    [Fact]
    public async Task A_failing_handler_is_told_to_the_error_handler_and_the_next_one_runs()
    {
        var told = new TaskCompletionSource<Error>();
        var next = new TaskCompletionSource<bool>();
        using var producer = _kafka.ProducerBuilder<Null, string>(new ProducerConfig()).SetErrorHandler((_, error) =>
        {
            told.SetResult(error);
            throw new InvalidOperationException("nobody hears this");
        }).Build();

        producer.Produce("orders", s_a, _ => throw new InvalidOperationException("broken"));
        producer.Produce("orders", s_a, _ => next.SetResult(true));
        _time.Advance(TimeSpan.FromMilliseconds(5));

        Assert.Equal(ErrorCode.Local_Application, (await told.Task.Safe()).Code);
        Assert.True(await next.Task.Safe());
    }

    [Fact]
    public async Task With_polling_by_hand_nothing_is_told_before_Poll()
    {
        using var producer = _kafka.ProducerBuilder<Null, string>(new ProducerConfig { EnableBackgroundPoll = false, LingerMs = 0 }).Build();
        var thread = 0;

        var sending = producer.ProduceAsync("orders", s_a);
        producer.Produce("orders", s_a, _ => thread = Environment.CurrentManagedThreadId);

        Assert.Equal(2, _kafka.Topic("orders").LogEndOffset(0).Value);
        Assert.Equal((false, 0), (sending.IsCompleted, thread));
        Assert.Equal(2, producer.Poll(TimeSpan.Zero));
        Assert.Equal((true, Environment.CurrentManagedThreadId), (sending.IsCompleted, thread));
        Assert.Equal(0, (await sending).Offset.Value);
    }

    [Fact]
    public async Task Dispose_ends_a_Flush_on_another_thread()
    {
        using var producer = NewProducer();
        producer.Produce("nowhere", s_a);
        using var entered = new ManualResetEventSlim();
        var flushing = Start(() =>
        {
            entered.Set();
            return Record.Exception(() => producer.Flush(TimeSpan.FromDays(1)));
        });
        Assert.True(entered.Wait(SafetyTimeout));

        producer.Dispose();

        var failure = await flushing.Safe();
        Assert.True(failure is null or ObjectDisposedException, $"{failure}");
    }

    private IProducer<Null, string> NewProducer() => _kafka.ProducerBuilder<Null, string>(new ProducerConfig()).Build();
}
