using Confluent.Kafka;

namespace OffsetGuard.Testing.Tests;

/// <summary>What Build refuses: the exceptions of spec section 3, and what the fake cannot do yet by name.</summary>
public sealed class BuilderTests
{
    [Fact]
    public void A_consumer_needs_a_group() => Assert.Throws<ArgumentException>(() => Build());

    [Fact]
    public void An_empty_group_is_unknown() =>
        Assert.Equal(ErrorCode.Local_UnknownGroup, Assert.Throws<KafkaException>(() => Build(("group.id", ""))).Error.Code);

    [Fact]
    public void A_null_value_is_an_argument_error() =>
        Assert.Throws<ArgumentNullException>(() => Build(("group.id", "g"), ("client.id", null!)));

    [Theory]
    [InlineData("auto.offset.reset", "sometimes")]
    [InlineData("enable.auto.commit", "perhaps")]
    [InlineData("auto.commit.interval.ms", "soon")]
    [InlineData("auto.commit.interval.ms", "-1")]
    [InlineData("isolation.level", "read_everything")]
    public void A_value_that_librdkafka_refuses_is_refused(string key, string value)
    {
        var error = Assert.Throws<ArgumentException>(() => Build(("group.id", "g"), (key, value)));

        Assert.Contains(key, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_poll_interval_below_the_session_timeout_contradicts_itself() =>
        Assert.Throws<InvalidOperationException>(() => Build(("group.id", "g"), ("max.poll.interval.ms", "6000")));

    [Fact]
    public void An_unknown_assignor_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => Build(("group.id", "g"), ("partition.assignment.strategy", "fair")));

    [Fact]
    public void Eager_and_cooperative_assignors_do_not_mix() => Assert.Throws<InvalidOperationException>(
        () => Build(("group.id", "g"), ("partition.assignment.strategy", "range,cooperative-sticky")));

    [Theory]
    [InlineData("0")]
    [InlineData("10001")]
    public void A_cancellation_delay_out_of_range_is_refused(string milliseconds) => Assert.Throws<ArgumentOutOfRangeException>(
        () => Build(("group.id", "g"), ("dotnet.cancellation.delay.max.ms", milliseconds)));

    [Fact]
    public void An_unknown_result_field_is_refused() => Assert.Throws<ArgumentException>(
        () => Build(("group.id", "g"), ("dotnet.consumer.consume.result.fields", "topic,offset")));

    [Fact]
    public void A_type_without_deserializer_is_refused_and_without_serializer_too()
    {
        var kafka = new FakeKafka();

        Assert.Throws<InvalidOperationException>(() => kafka.ConsumerBuilder<Null, Uri>(World.Manual).Build());
        Assert.Throws<ArgumentNullException>(() => kafka.ProducerBuilder<Null, Uri>(new ProducerConfig()).Build());
    }

    [Fact]
    public void A_handler_can_be_set_once() => Assert.Throws<InvalidOperationException>(() => new FakeKafka()
        .ConsumerBuilder<Null, string>(World.Manual).SetOffsetsCommittedHandler((_, _) => { }).SetOffsetsCommittedHandler((_, _) => { }));

    [Fact]
    public void The_fake_builders_are_Confluents_builders()
    {
        ConsumerBuilder<Null, string> consumers = new FakeKafka().ConsumerBuilder<Null, string>(World.Manual);
        ProducerBuilder<Null, string> producers = new FakeKafka().ProducerBuilder<Null, string>(new ProducerConfig());

        Assert.NotNull(consumers.Build());
        Assert.NotNull(producers.Build());
    }

    private static void Build(params (string Key, string Value)[] config) => new FakeKafka()
        .ConsumerBuilder<Null, string>(config.Select(c => KeyValuePair.Create(c.Key, c.Value))).Build().Dispose();
}
