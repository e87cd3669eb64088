using Confluent.Kafka;
using OffsetGuard.Testing.Faults;
using OffsetGuard.Testing.Tests.Producers;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Faults;

/// <summary>Records whose batch is refused, lost, late or doubled: how often they are written, and what the producer says.</summary>
public sealed class ProduceFaultTests
{
    private static readonly Message<Null, string> s_a = new() { Value = "a" };

    [Theory]
    [InlineData(ErrorCode.NotLeaderForPartition)]
    [InlineData(ErrorCode.NotEnoughReplicas)]
    [InlineData(ErrorCode.RequestTimedOut)]
    public async Task A_batch_that_may_pass_later_is_sent_again_after_a_growing_backoff(ErrorCode error)
    {
        var kafka = WithOrders();
        using var producer = kafka.Producer(new ProducerConfig { RetryBackoffMs = 200 });
        kafka.Faults.On(Operation.Produce).Topic("orders").Partition(0).Fail(error).Times(2);

        var before = kafka.Now;
        var result = await producer.ProduceAsync("orders", s_a);

        Assert.Equal((PersistenceStatus.Persisted, 0L), (result.Status, result.Offset.Value));
        Assert.Equal(TimeSpan.FromMilliseconds(200 + 400), kafka.Now - before);
        Assert.Equal(["a"], kafka.Topic("orders").Values(0));
    }

    [Theory]
    [InlineData(ErrorCode.MsgSizeTooLarge)]
    [InlineData(ErrorCode.TopicAuthorizationFailed)]
    [InlineData(ErrorCode.InvalidRecord)]
    public async Task A_batch_that_is_refused_for_good_fails_at_once(ErrorCode error)
    {
        var kafka = WithOrders();
        using var producer = kafka.Producer(new ProducerConfig());
        kafka.Faults.On(Operation.Produce).Fail(error);

        var failure = await Failure(producer);

        Assert.Equal((error, PersistenceStatus.NotPersisted), failure);
        Assert.Empty(kafka.Topic("orders").Values(0));
    }

    [Theory]
    [InlineData(ErrorCode.NotLeaderForPartition, PersistenceStatus.NotPersisted)]
    [InlineData(ErrorCode.RequestTimedOut, PersistenceStatus.PossiblyPersisted)]
    public async Task A_batch_that_is_refused_for_ever_fails_when_message_timeout_is_over(ErrorCode error, PersistenceStatus expected)
    {
        var kafka = WithOrders();
        using var producer = kafka.Producer(new ProducerConfig { MessageTimeoutMs = 5000 });
        kafka.Faults.On(Operation.Produce).Fail(error).Always();

        var before = kafka.Now;
        var failure = await Failure(producer);

        Assert.Equal(TimeSpan.FromSeconds(5), kafka.Now - before);
        Assert.Equal(ErrorCode.Local_MsgTimedOut, failure.Code);
        Assert.Equal(expected, failure.Status);
    }

    [Fact]
    public async Task Retries_are_counted_only_where_the_batch_may_have_been_written()
    {
        var kafka = WithOrders();
        using var producer = kafka.Producer(new ProducerConfig { MessageSendMaxRetries = 1 });
        kafka.Faults.On(Operation.Produce).Fail(ErrorCode.NotLeaderForPartition).Times(3);
        await producer.ProduceAsync("orders", s_a);
        kafka.Faults.On(Operation.Produce).Fail(ErrorCode.RequestTimedOut).Times(2);

        var failure = await Failure(producer);

        Assert.Equal((ErrorCode.RequestTimedOut, PersistenceStatus.PossiblyPersisted), failure);
        kafka.Faults.AssertAllFired();
    }

    [Theory]
    [InlineData(false, "a a")]
    [InlineData(true, "a")]
    public async Task A_batch_whose_reply_is_lost_is_written_twice_without_idempotence_and_once_with_it(bool isIdempotent, string expected)
    {
        var kafka = WithOrders();
        using var producer = kafka.Producer(new ProducerConfig { EnableIdempotence = isIdempotent });
        kafka.Faults.On(Operation.Produce).LoseReply();

        var before = kafka.Now;
        var result = await producer.ProduceAsync("orders", s_a);

        Assert.Equal(PersistenceStatus.Persisted, result.Status);
        Assert.Equal(TimeSpan.FromMilliseconds(60_000 + 100), kafka.Now - before);
        Assert.Equal(expected, string.Join(' ', kafka.Topic("orders").Values(0)));
    }

    [Theory]
    [InlineData(false, "a a b")]
    [InlineData(true, "a b")]
    public async Task A_batch_that_arrives_twice_is_written_twice_only_without_idempotence(bool isIdempotent, string expected)
    {
        var kafka = WithOrders();
        using var producer = kafka.Producer(new ProducerConfig { EnableIdempotence = isIdempotent });
        kafka.Faults.On(Operation.Produce).Duplicate();

        await producer.ProduceAsync("orders", s_a);
        await producer.ProduceAsync("orders", new() { Value = "b" });

        Assert.Equal(expected, string.Join(' ', kafka.Topic("orders").Values(0)));
    }

    [Fact]
    public async Task A_batch_that_is_lost_three_times_is_still_written_once_and_in_order()
    {
        var kafka = WithOrders();
        using var producer = kafka.Producer(new ProducerConfig { SocketTimeoutMs = 1000 });
        kafka.Faults.On(Operation.Produce).Topic("orders").Partition(0).LoseRequest().Times(3);

        producer.Produce("orders", s_a);
        await producer.ProduceAsync("orders", new() { Value = "b" });

        Assert.Equal(["a", "b"], kafka.Topic("orders").Values(0));
        kafka.Faults.AssertAllFired();
    }

    [Fact]
    public async Task A_record_may_be_in_the_log_although_the_producer_has_given_it_up()
    {
        var kafka = WithOrders();
        using var producer = kafka.Producer(new ProducerConfig { MessageTimeoutMs = 5000 });
        kafka.Faults.On(Operation.Produce).LoseReply();

        var failure = await Failure(producer);

        Assert.Equal((ErrorCode.Local_MsgTimedOut, PersistenceStatus.PossiblyPersisted), failure);
        Assert.Equal(["a"], kafka.Topic("orders").Values(0));
    }

    [Fact]
    public async Task A_delayed_batch_is_written_later()
    {
        var kafka = WithOrders();
        using var producer = kafka.Producer(new ProducerConfig());
        kafka.Faults.On(Operation.Produce).Delay(TimeSpan.FromSeconds(3));

        var result = await producer.ProduceAsync("orders", s_a);

        Assert.Equal(PersistenceStatus.Persisted, result.Status);
        Assert.Equal(TimeSpan.FromSeconds(3), kafka.Now - new FakeKafka().Now);
    }

    [Fact]
    public void A_late_request_holds_up_no_other()
    {
        var kafka = new FakeKafka().CreateTopic("orders", partitions: 2);
        using var producer = kafka.Producer(new ProducerConfig { LingerMs = 0 });
        kafka.Faults.On(Operation.Produce).Partition("orders", 0).Delay(TimeSpan.FromSeconds(3));

        producer.Produce(Orders0, s_a);
        producer.Produce(Orders1, s_a);
        kafka.AdvanceTime(TimeSpan.FromSeconds(1));

        Assert.Equal((0, 1), (kafka.Topic("orders").LogEndOffset(0).Value, kafka.Topic("orders").LogEndOffset(1).Value));
    }

    [Fact]
    public async Task A_batch_that_arrives_after_its_repetition_overtakes_nobody_with_idempotence()
    {
        var kafka = WithOrders();
        using var producer = kafka.Producer(new ProducerConfig { EnableIdempotence = true, SocketTimeoutMs = 1000 });
        kafka.Faults.On(Operation.Produce).Delay(TimeSpan.FromSeconds(30));

        await producer.ProduceAsync("orders", s_a);
        await producer.ProduceAsync("orders", new() { Value = "b" });
        kafka.AdvanceTime(TimeSpan.FromMinutes(1));

        Assert.Equal(["a", "b"], kafka.Topic("orders").Values(0));
    }

    [Fact]
    public async Task Lost_metadata_and_a_lost_producer_id_are_asked_for_again()
    {
        var kafka = WithOrders();
        using var producer = kafka.Producer(new ProducerConfig { EnableIdempotence = true, SocketTimeoutMs = 1000 });
        kafka.Faults.On(Operation.Metadata).LoseReply();
        kafka.Faults.On(Operation.InitTransactions).LoseRequest();

        await producer.ProduceAsync("orders", s_a);

        Assert.Equal(["a"], kafka.Topic("orders").Values(0));
        kafka.Faults.AssertAllFired();
    }

    private static async Task<(ErrorCode Code, PersistenceStatus Status)> Failure(IProducer<Null, string> producer)
    {
        var failure = await Assert.ThrowsAsync<ProduceException<Null, string>>(() => producer.ProduceAsync("orders", s_a));
        return (failure.Error.Code, failure.DeliveryResult.Status);
    }
}
