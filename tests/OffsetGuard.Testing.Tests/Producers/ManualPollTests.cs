using Confluent.Kafka;

namespace OffsetGuard.Testing.Tests.Producers;

/// <summary>EnableBackgroundPoll=false: the application asks for its reports.</summary>
public sealed class ManualPollTests : IDisposable
{
    private static readonly Message<Null, string> s_a = new() { Value = "a" };

    private readonly FakeKafka _kafka = new FakeKafka().CreateTopic("orders");
    private readonly IProducer<Null, string> _producer;

    public ManualPollTests() => _producer = _kafka.Producer(new ProducerConfig { EnableBackgroundPoll = false });

    public void Dispose() => _producer.Dispose();

    [Fact]
    public void A_send_is_delivered_at_once_and_told_in_Poll()
    {
        var sending = _producer.ProduceAsync("orders", s_a);

        Assert.Equal((1, false), (_kafka.Topic("orders").LogEndOffset(0).Value, sending.IsCompleted));
        Assert.Equal(1, _producer.Poll(TimeSpan.FromSeconds(1)));
        Assert.True(sending.IsCompletedSuccessfully);
    }

    [Fact]
    public void The_next_Produce_tells_nothing()
    {
        var told = 0;
        _producer.Produce("orders", s_a, _ => told++);
        _kafka.AdvanceTime(TimeSpan.FromSeconds(1));

        _producer.Produce("orders", s_a, _ => told++);

        Assert.Equal(0, told);
        _producer.Flush(TimeSpan.FromSeconds(1));
        Assert.Equal(2, told);
    }
}
