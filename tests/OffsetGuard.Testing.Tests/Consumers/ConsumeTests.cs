using Confluent.Kafka;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Consumers;

public sealed class ConsumeTests
{
    [Fact]
    public void A_wait_of_five_minutes_passes_in_virtual_time()
    {
        var kafka = WithOrders();
        using var consumer = kafka.Consumer(Manual);
        var before = kafka.Now;

        Assert.Null(consumer.Consume(TimeSpan.FromMinutes(5)));

        Assert.Equal(TimeSpan.FromMinutes(5), kafka.Now - before);
    }

    [Fact]
    public void Consume_without_subscription_returns_null_when_its_time_is_over()
    {
        using var consumer = WithOrders("a").Consumer(Manual);

        Assert.Null(consumer.Consume(1000));
    }

    [Fact]
    public void A_record_carries_offset_leader_epoch_timestamp_and_headers()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Manual);

        var record = consumer.Next()!;

        Assert.Equal(At(0), record.TopicPartitionOffset);
        Assert.Equal(0, record.LeaderEpoch);
        Assert.Equal(TimestampType.CreateTime, record.Message.Timestamp.Type);
        Assert.Empty(record.Message.Headers);
    }

    [Fact]
    public void Records_of_a_partition_come_in_the_order_of_their_offsets()
    {
        using var consumer = WithOrders("a", "b", "c", "d").Subscribed(Manual);

        Assert.Equal(["a", "b", "c", "d"], consumer.Drain());
    }

    [Fact]
    public void The_position_is_unset_before_the_first_record_and_behind_it_afterwards()
    {
        using var consumer = WithOrders("a").Subscribed(Manual);
        consumer.Consume(0);
        var before = WithOrders("a").Assigned(Manual).Position(Orders0);
        consumer.Next();

        Assert.Equal((Offset.Unset, 1), (before, consumer.Position(Orders0)));
    }

    [Theory]
    [InlineData("nothing", 0)]
    [InlineData("orders", -1)]
    [InlineData("orders", 99)]
    public void The_position_of_anything_unknown_is_unset(string topic, int partition)
    {
        using var consumer = WithOrders().Consumer(Manual);

        Assert.Equal(Offset.Unset, consumer.Position(new TopicPartition(topic, partition)));
    }

    [Fact]
    public void A_cancelled_token_ends_Consume_before_it_takes_a_record()
    {
        using var consumer = WithOrders("a").Subscribed(Manual);

        Assert.Throws<OperationCanceledException>(() => consumer.Consume(new CancellationToken(canceled: true)));

        Assert.Equal("a", consumer.Next()!.Message.Value);
    }

    [Fact]
    public void A_token_that_is_cancelled_while_Consume_waits_ends_it()
    {
        using var stop = new CancellationTokenSource();
        using var consumer = WithOrders().Subscribed(Manual, b => b.SetPartitionsAssignedHandler((_, _) => stop.Cancel()));

        Assert.Throws<OperationCanceledException>(() => consumer.Consume(stop.Token));
    }

    [Fact]
    public void A_timeout_that_no_int_holds_overflows()
    {
        using var consumer = WithOrders().Consumer(Manual);

        Assert.Throws<OverflowException>(() => consumer.Consume(TimeSpan.FromDays(365)));
    }

    [Fact]
    public void Waiting_for_ever_is_a_clear_error_instead_of_a_test_that_hangs()
    {
        using var consumer = WithOrders().Subscribed(Manual);

        var error = Assert.Throws<InvalidOperationException>(() => consumer.Consume());

        Assert.Contains("FakeKafkaOptions.WaitMax", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_threads_at_the_same_time_are_a_clear_error()
    {
        Exception? seen = null;
        using var consumer = WithOrders("a").Subscribed(Manual, b => b.SetPartitionsAssignedHandler((c, _) =>
        {
            var other = new Thread(() => seen = Record.Exception(() => c.Position(Orders0)));
            other.Start();
            other.Join();
        }));

        consumer.Next();

        Assert.Contains("FakeClock.Live()", Assert.IsType<InvalidOperationException>(seen).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_thread_after_the_other_may_use_the_cluster()
    {
        using var consumer = WithOrders("a").Subscribed(Manual);
        ConsumeResult<Null, string>? record = null;
        var other = new Thread(() => record = consumer.Next());

        other.Start();
        other.Join();

        Assert.Equal("a", record!.Message.Value);
        Assert.Single(consumer.Assignment);
    }

    [Fact]
    public void A_value_that_cannot_be_read_is_passed_over_and_stored()
    {
        var kafka = new FakeKafka().CreateTopic("orders").Produce("orders", (null, "poison"), (null, "12345678"));
        using var consumer = kafka.ConsumerBuilder<Null, long>(Manual).Build();
        consumer.Subscribe("orders");

        var error = Assert.Throws<ConsumeException>(() => consumer.Consume(1000));
        consumer.Commit();

        Assert.Equal(ErrorCode.Local_ValueDeserialization, error.Error.Code);
        Assert.Equal((0, "poison"), (error.ConsumerRecord.Offset, System.Text.Encoding.UTF8.GetString(error.ConsumerRecord.Message.Value)));
        Assert.NotNull(error.InnerException);
        Assert.Equal((1, 1), (consumer.Position(Orders0), kafka.Committed()));
    }

    [Fact]
    public void A_key_that_cannot_be_read_fails_before_the_value()
    {
        var kafka = new FakeKafka().CreateTopic("orders").Produce("orders", ("poison", "poison"));
        using var consumer = kafka.ConsumerBuilder<long, long>(Manual).Build();
        consumer.Subscribe("orders");

        Assert.Equal(ErrorCode.Local_KeyDeserialization, Assert.Throws<ConsumeException>(() => consumer.Consume(1000)).Error.Code);
    }

    [Fact]
    public void After_a_value_that_cannot_be_read_the_next_record_follows()
    {
        var kafka = new FakeKafka().CreateTopic("orders").Produce("orders", (null, "poison"), (null, "12345678"));
        using var consumer = kafka.ConsumerBuilder<Null, long>(Manual).Build();
        consumer.Subscribe("orders");
        Assert.Throws<ConsumeException>(() => consumer.Consume(1000));

        Assert.Equal(1, consumer.Consume(1000).Offset);
    }

    [Fact]
    public void The_end_of_a_partition_is_told_after_its_records_and_once()
    {
        var config = Manual;
        config.EnablePartitionEof = true;
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Subscribed(config);
        var first = consumer.Next()!;
        kafka.AdvanceTime(TimeSpan.FromSeconds(1));   // the client reads ahead meanwhile

        var rest = new[] { consumer.Next()!, consumer.Next()! };

        Assert.Equal((false, false, true), (first.IsPartitionEOF, rest[0].IsPartitionEOF, rest[1].IsPartitionEOF));
        Assert.Equal((2, null), (rest[1].Offset, rest[1].Message));
        Assert.Null(consumer.Next());
    }

    [Fact]
    public void The_end_is_told_again_after_a_seek_and_after_new_records()
    {
        var config = Manual;
        config.EnablePartitionEof = true;
        var kafka = WithOrders("a");
        using var consumer = kafka.Assigned(config);
        consumer.Next();
        consumer.Next();

        consumer.Seek(At(1));
        var afterSeek = consumer.Next();
        kafka.Produce("orders", (null, "b"));
        var record = consumer.Next();

        Assert.Equal((true, false, true), (afterSeek!.IsPartitionEOF, record!.IsPartitionEOF, consumer.Next()!.IsPartitionEOF));
    }

    [Fact]
    public void A_missing_topic_is_reported_once_and_the_others_are_read()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Consumer(Manual);
        consumer.Subscribe(["orders", "nothing"]);

        var error = Assert.Throws<ConsumeException>(() => consumer.Next());

        Assert.Equal((ErrorCode.UnknownTopicOrPart, "nothing"), (error.Error.Code, error.ConsumerRecord.Topic));
        Assert.Equal(["a"], consumer.Drain());
    }
}
