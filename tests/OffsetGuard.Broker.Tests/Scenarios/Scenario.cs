using System.Text;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Simulation;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Tests.Scenarios;

/// <summary>A broker that a test talks to in Kafka's words; members are called m1, m2, ... The invariants are checked after every event.</summary>
internal sealed partial class Scenario
{
    private const int TheClient = 1;

    private readonly KafkaCluster _kafka;
    private readonly Invariants _invariants = new();
    private readonly Dictionary<long, Reply> _replies = [];
    private long _lastCall;

    private Scenario(ClusterOptions options) => _kafka = new KafkaCluster(options);

    public KafkaCluster Kafka => _kafka;

    public DateTimeOffset Now { get; private set; } = SimulatedCluster.Epoch;

    public static Scenario With(string topic, int partitions, ClusterOptions? options = null)
    {
        var scenario = new Scenario(options ?? new ClusterOptions());
        Assert.Equal(ErrorCode.None, scenario.Ask<CreateTopicReply>(new CreateTopicRequest(topic, partitions)).Error);
        return scenario;
    }

    public static TopicPartition At(string topic, int partition) => new(topic, partition);

    public static byte[]? Bytes(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);

    public ProduceReply Produce(TopicPartition partition, params string?[] values) => Ask<ProduceReply>(
        new ProduceRequest(partition, [.. values.Select(v => new NewRecord(null, Bytes(v), Now.ToUnixTimeMilliseconds()))]));

    public long Fetch(TopicPartition partition, long fetchOffset, TimeSpan? waitMax = null) =>
        Call(new FetchRequest(partition, fetchOffset, IsolationLevel.ReadCommitted, waitMax));

    /// <summary>The answer to an earlier call, or null while it is parked.</summary>
    public TReply? ReplyTo<TReply>(long call)
        where TReply : Reply => (TReply?)_replies.GetValueOrDefault(call);

    /// <summary>Sends a request that may stay parked; the number finds its answer later.</summary>
    public long Call(Request request)
    {
        _kafka.Handle(new Call(TheClient, ++_lastCall, request), Now);
        AfterEvent();
        return _lastCall;
    }

    public TReply Ask<TReply>(Request request)
        where TReply : Reply => ReplyTo<TReply>(Call(request)) ?? throw new InvalidOperationException($"{request.Describe()} is parked.");

    /// <summary>Lets time pass, deadline by deadline.</summary>
    public Scenario Advance(TimeSpan time)
    {
        var until = Now + time;
        while (_kafka.NextDeadline is { } next && next <= until)
        {
            Now = next;
            _kafka.Tick(Now);
            AfterEvent();
        }

        Now = until;
        return this;
    }

    private void AfterEvent()
    {
        while (_kafka.TryTakeReply(out var answer))
            _replies.Add(answer.Call.CorrelationId, answer.Reply);
        _invariants.Check(_kafka);
    }
}
