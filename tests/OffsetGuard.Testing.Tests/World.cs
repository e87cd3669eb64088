using Confluent.Kafka;

namespace OffsetGuard.Testing.Tests;

/// <summary>The words of these tests: one topic "orders", one group "billing", and clients that say only what matters.</summary>
internal static class World
{
    public static readonly TopicPartition Orders0 = new("orders", 0);
    public static readonly TopicPartition Orders1 = new("orders", 1);

    /// <summary>A cluster with the topic "orders" and these values in its partition 0.</summary>
    public static FakeKafka WithOrders(params string[] values)
    {
        var kafka = new FakeKafka().CreateTopic("orders");
        return kafka.Produce("orders", [.. values.Select(v => ((string?)null, (string?)v))]);
    }

    public static ConsumerConfig Manual => new()
    {
        GroupId = "billing",
        AutoOffsetReset = AutoOffsetReset.Earliest,
        EnableAutoCommit = false,
    };

    /// <summary>Commits by itself what the application stores.</summary>
    public static ConsumerConfig Auto => new() { GroupId = "billing", AutoOffsetReset = AutoOffsetReset.Earliest };

    public static ConsumerConfig ManualStore => new()
    {
        GroupId = "billing",
        AutoOffsetReset = AutoOffsetReset.Earliest,
        EnableAutoCommit = false,
        EnableAutoOffsetStore = false,
    };

    public static IConsumer<Null, string> Consumer(
        this FakeKafka kafka, ConsumerConfig config, Action<FakeConsumerBuilder<Null, string>>? configure = null)
    {
        var builder = kafka.ConsumerBuilder<Null, string>(config);
        configure?.Invoke(builder);
        return builder.Build();
    }

    public static IConsumer<Null, string> Subscribed(
        this FakeKafka kafka, ConsumerConfig config, Action<FakeConsumerBuilder<Null, string>>? configure = null)
    {
        var consumer = kafka.Consumer(config, configure);
        consumer.Subscribe("orders");
        return consumer;
    }

    /// <summary>A consumer that owns orders/0 by Assign, from its committed offset on.</summary>
    public static IConsumer<Null, string> Assigned(this FakeKafka kafka, ConsumerConfig config)
    {
        var consumer = kafka.Consumer(config);
        consumer.Assign(Orders0);
        return consumer;
    }

    public static ConsumeResult<Null, string>? Next(this IConsumer<Null, string> consumer) => consumer.Consume(TimeSpan.FromSeconds(10));

    /// <summary>The values that come until nothing comes for ten seconds.</summary>
    public static List<string> Drain(this IConsumer<Null, string> consumer)
    {
        var values = new List<string>();
        while (consumer.Next() is { } record)
            values.Add(record.Message.Value);
        return values;
    }

    public static Offset Committed(this FakeKafka kafka, int partition = 0) => kafka.Group("billing").Committed("orders", partition);

    public static TopicPartitionOffset At(long offset) => new(Orders0, offset);

    public static void Throws(ErrorCode code, Action action)
    {
        var error = Assert.ThrowsAny<KafkaException>(action).Error;
        Assert.Equal(code, error.Code);
        Assert.NotEmpty(error.Reason);
    }
}
