using System.Text;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace OffsetGuard.Testing.Tests.Producers;

public sealed class ProduceTests
{
    private readonly FakeKafka _kafka = new FakeKafka().CreateTopic("orders", partitions: 6);

    [Fact]
    public async Task A_record_is_delivered_with_partition_offset_and_timestamp()
    {
        using var producer = Producer();
        var message = Message("user-42", "created");

        var result = await producer.ProduceAsync("orders", message);

        Assert.Equal(new TopicPartitionOffset("orders", 1, 0), result.TopicPartitionOffset);
        Assert.Equal((PersistenceStatus.Persisted, TimestampType.CreateTime), (result.Status, result.Timestamp.Type));
        Assert.Equal(_kafka.Now.UtcDateTime, result.Timestamp.UtcDateTime);
        Assert.NotSame(message, result.Message);
        Assert.NotNull(result.Message.Headers);
    }

    [Fact]
    public async Task The_report_has_the_brokers_timestamp_where_the_topic_takes_the_time_of_the_append()
    {
        await _kafka.AdminClient().CreateTopicsAsync([new TopicSpecification { Name = "audit", Configs = new() { ["message.timestamp.type"] = "LogAppendTime" } }]);
        using var producer = Producer();
        _kafka.AdvanceTime(TimeSpan.FromSeconds(5));

        var result = await producer.ProduceAsync("audit", new Message<string, string> { Value = "a", Timestamp = new Timestamp(1, TimestampType.CreateTime) });

        Assert.Equal(new Timestamp(_kafka.Now.UtcDateTime, TimestampType.LogAppendTime), result.Timestamp);
    }

    [Fact]
    public void A_burst_is_cut_into_batches_that_the_broker_takes()
    {
        using var producer = _kafka.ProducerBuilder<Null, byte[]>(new ProducerConfig()).Build();
        var refused = new List<Error>();

        for (var i = 0; i < 12_000; i++)
        {
            producer.Produce(new TopicPartition("orders", 0), new Message<Null, byte[]> { Value = new byte[100] }, report =>
            {
                if (report.Error.IsError)
                    refused.Add(report.Error);
            });
        }

        Assert.Equal(0, producer.Flush(TimeSpan.FromSeconds(10)));
        Assert.Empty(refused);
        Assert.Equal(12_000, _kafka.Topic("orders").LogEndOffset(0).Value);
    }

    [Fact]
    public async Task An_explicit_partition_passes_the_partitioner()
    {
        using var producer = Producer();

        var result = await producer.ProduceAsync(new TopicPartition("orders", 5), Message("user-42", "created"));

        Assert.Equal(5, result.Partition.Value);
    }

    [Fact]
    public async Task Key_value_headers_and_timestamp_arrive()
    {
        using var producer = Producer();
        using var consumer = _kafka.ConsumerBuilder<string, string>(World.Manual).Build();
        consumer.Assign(new TopicPartitionOffset("orders", 0, 0));
        var sent = Message("k", "v");
        sent.Headers = [new Header("trace", Encoding.UTF8.GetBytes("7")), new Header("empty", null)];
        sent.Timestamp = new Timestamp(1234, TimestampType.CreateTime);

        await producer.ProduceAsync(new TopicPartition("orders", 0), sent);
        var received = consumer.Consume(1000).Message;

        Assert.Equal(("k", "v", 1234), (received.Key, received.Value, received.Timestamp.UnixTimestampMs));
        Assert.Equal(["trace", "empty"], received.Headers.Select(h => h.Key));
        Assert.Null(received.Headers[1].GetValueBytes());
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    public async Task Null_stays_null_and_empty_stays_empty(string? key, string? value)
    {
        using var producer = Producer();
        using var consumer = _kafka.ConsumerBuilder<string, string>(World.Manual).Build();
        consumer.Assign(new TopicPartitionOffset("orders", 0, 0));

        await producer.ProduceAsync(new TopicPartition("orders", 0), Message(key, value));
        var received = consumer.Consume(1000).Message;

        Assert.Equal((key, value), (received.Key, received.Value));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(-5)]
    public async Task A_partition_that_does_not_exist_is_refused_by_both_ways_of_producing(int partition)
    {
        using var producer = Producer();
        var target = new TopicPartition("orders", partition);

        var awaited = await Assert.ThrowsAsync<ProduceException<string, string>>(() => producer.ProduceAsync(target, Message("k", "v")));
        var thrown = Assert.Throws<ProduceException<string, string>>(() => producer.Produce(target, Message("k", "v"), _ => Assert.Fail("called")));

        Assert.Equal((ErrorCode.Local_UnknownPartition, ErrorCode.Local_UnknownPartition), (awaited.Error.Code, thrown.Error.Code));
        Assert.Equal((PersistenceStatus.NotPersisted, Offset.Unset), (awaited.DeliveryResult.Status, awaited.DeliveryResult.Offset));
    }

    [Fact]
    public async Task An_unknown_topic_fails_at_once_instead_of_after_its_propagation_time()
    {
        using var producer = Producer();
        var before = _kafka.Now;

        var error = await Assert.ThrowsAsync<ProduceException<string, string>>(() => producer.ProduceAsync("nothing", Message("k", "v")));

        Assert.Equal(ErrorCode.Local_UnknownTopic, error.Error.Code);
        Assert.Equal(before, _kafka.Now);
    }

    [Fact]
    public async Task A_topic_that_is_created_later_is_found()
    {
        using var producer = Producer();
        await Assert.ThrowsAsync<ProduceException<string, string>>(() => producer.ProduceAsync("late", Message("k", "v")));

        _kafka.CreateTopic("late");

        Assert.Equal(0, (await producer.ProduceAsync("late", Message("k", "v"))).Offset.Value);
    }

    [Fact]
    public async Task A_null_topic_is_an_invalid_argument()
    {
        using var producer = Producer();

        var error = await Assert.ThrowsAsync<ProduceException<string, string>>(() => producer.ProduceAsync((string)null!, Message("k", "v")));

        Assert.Equal(ErrorCode.Local_InvalidArg, error.Error.Code);
    }

    [Fact]
    public async Task A_null_message_and_a_broker_timestamp_fail_the_task_as_the_real_client_does()
    {
        using var producer = Producer();
        var appendTime = Message("k", "v");
        appendTime.Timestamp = new Timestamp(1, TimestampType.LogAppendTime);

        await Assert.ThrowsAsync<NullReferenceException>(() => producer.ProduceAsync("orders", null!));
        await Assert.ThrowsAsync<ArgumentException>(() => producer.ProduceAsync("orders", appendTime));
    }

    [Fact]
    public async Task A_serializer_that_throws_is_a_serialization_error_and_nothing_is_written()
    {
        using var producer = _kafka.ProducerBuilder<string, string>(new ProducerConfig()).SetValueSerializer(new Broken()).Build();

        var error = await Assert.ThrowsAsync<ProduceException<string, string>>(
            () => producer.ProduceAsync(new TopicPartition("orders", 0), Message("k", "v")));

        Assert.Equal(ErrorCode.Local_ValueSerialization, error.Error.Code);
        Assert.IsType<FormatException>(error.InnerException);
        Assert.Equal(0, _kafka.Topic("orders").LogEndOffset(0).Value);
    }

    [Fact]
    public void A_delivery_handler_runs_in_Flush_and_never_inside_Produce()
    {
        using var producer = Producer();
        DeliveryReport<string, string>? report = null;
        producer.Produce("orders", Message("user-42", "v"), r => report = r);
        Assert.Null(report);

        var left = producer.Flush(TimeSpan.FromSeconds(10));

        Assert.Equal((0, ErrorCode.NoError, 0), (left, report!.Error.Code, (int)report.Offset.Value));
    }

    [Fact]
    public void Poll_counts_the_handlers_it_ran()
    {
        using var producer = Producer();
        producer.Produce(new TopicPartition("orders", 0), Message("a", "v"), _ => { });

        Assert.Equal((1, 0), (producer.Poll(TimeSpan.FromSeconds(1)), producer.Poll(TimeSpan.Zero)));
    }

    [Fact]
    public void What_a_delivery_handler_throws_goes_to_the_error_handler_and_no_further()
    {
        Error? seen = null;
        using var producer = _kafka.ProducerBuilder<string, string>(new ProducerConfig()).SetErrorHandler((_, e) => seen = e).Build();
        producer.Produce("orders", Message("a", "v"), _ => throw new FormatException());

        producer.Flush(TimeSpan.FromSeconds(1));

        Assert.Equal(ErrorCode.Local_Application, seen!.Code);
    }

    [Fact]
    public void Handlers_of_a_disposed_producer_are_not_called()
    {
        var calls = 0;
        var producer = Producer();
        producer.Produce("orders", Message("a", "v"), _ => calls++);
        producer.Dispose();

        Assert.Equal(0, producer.Poll(TimeSpan.Zero));
        Assert.Throws<ObjectDisposedException>(() => producer.Flush(TimeSpan.Zero));
        Assert.Throws<ObjectDisposedException>(() => producer.Produce("orders", Message("a", "v")));
        Assert.Equal(0, calls);
    }

    [Fact]
    public async Task A_cancelled_token_cancels_the_task_and_the_record_is_written_all_the_same()
    {
        using var producer = Producer();
        var target = new TopicPartition("orders", 0);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => producer.ProduceAsync(target, Message("k", "v"), new CancellationToken(canceled: true)));

        Assert.Equal(1, _kafka.Topic("orders").LogEndOffset(0).Value);
    }

    [Fact]
    public async Task Records_without_a_key_go_from_partition_to_partition()
    {
        using var producer = Producer();

        var partitions = new List<int>();
        for (var i = 0; i < 7; i++)
            partitions.Add((await producer.ProduceAsync("orders", Message(null, "v"))).Partition.Value);

        Assert.Equal([0, 1, 2, 3, 4, 5, 0], partitions);
    }

    private IProducer<string, string> Producer() => _kafka.ProducerBuilder<string, string>(new ProducerConfig()).Build();

    private static Message<string, string> Message(string? key, string? value) => new() { Key = key!, Value = value! };

    private sealed class Broken : ISerializer<string>
    {
        public byte[] Serialize(string data, SerializationContext context) => throw new FormatException();
    }
}
