using Confluent.Kafka;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Producers;

public sealed class ProducerSettingsTests
{
    [Fact]
    public void Records_within_linger_are_one_batch_and_stay_behind_when_the_producer_is_disposed()
    {
        var kafka = WithOrders();
        using (var producer = kafka.Producer(new ProducerConfig { LingerMs = 100 }))
        {
            producer.Produce("orders", new() { Value = "a" });
            kafka.AdvanceTime(TimeSpan.FromMilliseconds(100));
            producer.Produce("orders", new() { Value = "lost" });
        }

        Assert.Equal(["a"], kafka.Topic("orders").Values(0));
    }

    [Fact]
    public void Flush_does_not_wait_for_linger_and_runs_the_delivery_handlers()
    {
        var kafka = WithOrders();
        using var producer = kafka.Producer(new ProducerConfig { LingerMs = 10_000 });
        var delivered = new List<Offset>();
        producer.Produce("orders", new() { Value = "a" }, report => delivered.Add(report.Offset));
        producer.Produce("orders", new() { Value = "b" }, report => delivered.Add(report.Offset));
        var before = kafka.Now;

        Assert.Equal(0, producer.Flush(TimeSpan.FromSeconds(1)));

        Assert.Equal([0, 1], delivered);
        Assert.Equal(before, kafka.Now);
    }

    [Fact]
    public async Task Without_acknowledgement_the_offset_stays_unknown()
    {
        using var producer = WithOrders().Producer(new ProducerConfig { Acks = Acks.None });

        var result = await producer.ProduceAsync("orders", new() { Value = "a" });

        Assert.Equal((Offset.Unset, PersistenceStatus.PossiblyPersisted), (result.Offset, result.Status));
    }

    [Fact]
    public async Task A_record_whose_partitioner_names_no_partition_times_out()
    {
        using var producer = WithOrders().Producer(
            new ProducerConfig { MessageTimeoutMs = 2000 }, builder => builder.SetDefaultPartitioner((_, _, _, _) => Partition.Any));

        var failure = await Assert.ThrowsAsync<ProduceException<Null, string>>(() => producer.ProduceAsync("orders", new() { Value = "a" }));

        Assert.Equal(ErrorCode.Local_MsgTimedOut, failure.Error.Code);
    }

    [Fact]
    public async Task A_partitioner_of_the_application_places_the_record()
    {
        using var producer = new FakeKafka().CreateTopic("orders", partitions: 3).Producer(
            new ProducerConfig(), builder => builder.SetPartitioner("orders", (_, count, _, keyIsNull) => keyIsNull ? count - 1 : 0));

        Assert.Equal(2, (await producer.ProduceAsync("orders", new() { Value = "a" })).Partition.Value);
    }

    [Theory]
    [InlineData(Partitioner.Murmur2, "user-42", 4)]
    [InlineData(Partitioner.Murmur2, "", 3)]
    [InlineData(Partitioner.Murmur2Random, "hello world", 1)]
    [InlineData(Partitioner.Consistent, "user-42", 1)]
    [InlineData(Partitioner.ConsistentRandom, "äö", 0)]
    public async Task A_key_goes_where_librdkafka_sends_it(Partitioner partitioner, string key, int expected)
    {
        var builder = new FakeKafka().CreateTopic("orders", partitions: 6)
            .ProducerBuilder<string, string>(new ProducerConfig { Partitioner = partitioner });
        using var producer = builder.Build();

        Assert.Equal(expected, (await producer.ProduceAsync("orders", new() { Key = key, Value = "v" })).Partition.Value);
    }

    [Fact]
    public void A_full_queue_refuses_the_next_record()
    {
        using var producer = WithOrders().Producer(new ProducerConfig { QueueBufferingMaxMessages = 1, LingerMs = 100 });
        producer.Produce("orders", new() { Value = "a" });

        Throws(ErrorCode.Local_QueueFull, () => producer.Produce("orders", new() { Value = "b" }));
    }

    [Fact]
    public async Task With_HonorsLinger_a_send_waits_for_linger_and_shares_its_batch()
    {
        var kafka = new FakeKafka(new FakeKafkaOptions { HonorsLinger = true }).CreateTopic("orders");
        using var producer = kafka.Producer(new ProducerConfig { LingerMs = 100 });
        Message<Null, string> tooLate = new() { Value = "b", Timestamp = new Timestamp(kafka.Now.AddHours(2)) };

        var (good, bad) = (producer.ProduceAsync("orders", new() { Value = "a" }), producer.ProduceAsync("orders", tooLate));
        var wasCompleted = good.IsCompleted;
        kafka.AdvanceTime(TimeSpan.FromMilliseconds(100));

        Assert.False(wasCompleted);
        var failures = new[] { await Failure(good), await Failure(bad) };   // a refused batch fails all its records
        Assert.Equal([ErrorCode.InvalidTimestamp, ErrorCode.InvalidTimestamp], failures);
    }

    [Fact]
    public async Task A_report_without_fields_still_says_where_the_record_is()
    {
        using var producer = WithOrders().Producer(new ProducerConfig { DeliveryReportFields = "none" });

        var result = await producer.ProduceAsync("orders", new() { Value = "a" });

        Assert.Equal((0L, null, PersistenceStatus.PossiblyPersisted), (result.Offset.Value, result.Value, result.Status));
    }

    [Fact]
    public async Task Without_reports_a_send_ends_at_once_and_takes_no_handler()
    {
        using var producer = WithOrders().Producer(new ProducerConfig { EnableDeliveryReports = false });

        Assert.Equal(Offset.Unset, (await producer.ProduceAsync("orders", new() { Value = "a" })).Offset);
        Assert.Throws<InvalidOperationException>(() => producer.Produce("orders", new() { Value = "a" }, _ => { }));
    }

    [Fact]
    public async Task An_asynchronous_serializer_works_with_ProduceAsync_only()
    {
        var kafka = WithOrders();
        using var producer = kafka.Producer(new ProducerConfig(), builder => builder.SetValueSerializer(new Shouting()));

        await producer.ProduceAsync("orders", new() { Value = "a" });

        Assert.Equal(["A"], kafka.Topic("orders").Values(0));
        Throws(ErrorCode.Local_ValueSerialization, () => producer.Produce("orders", new() { Value = "a" }));
    }

    [Theory]
    [InlineData("enable.idempotence", "true", "acks", "1")]
    [InlineData("enable.idempotence", "true", "retries", "0")]
    [InlineData("enable.idempotence", "true", "max.in.flight", "6")]
    [InlineData("transactional.id", "x", "enable.idempotence", "false")]
    [InlineData("message.timeout.ms", "10", "linger.ms", "10")]
    public void Settings_that_contradict_each_other_build_no_producer(string key, string value, string otherKey, string otherValue)
    {
        var config = new Dictionary<string, string> { [key] = value, [otherKey] = otherValue };

        Assert.Throws<InvalidOperationException>(() => new FakeKafka().ProducerBuilder<Null, string>(config).Build());
    }

    private static async Task<ErrorCode> Failure(Task send) =>
        (await Assert.ThrowsAsync<ProduceException<Null, string>>(() => send)).Error.Code;

    private sealed class Shouting : IAsyncSerializer<string>
    {
        public Task<byte[]> SerializeAsync(string data, SerializationContext context) =>
            Task.FromResult(System.Text.Encoding.UTF8.GetBytes(data.ToUpperInvariant()));
    }
}
