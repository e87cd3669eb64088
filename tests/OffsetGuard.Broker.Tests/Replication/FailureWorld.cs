using System.Text;
using OffsetGuard.Broker.Clients;
using OffsetGuard.Broker.Clients.Consumers;
using OffsetGuard.Broker.Clients.Producers;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Replication;
using OffsetGuard.Broker.Simulation;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Tests.Replication;

public enum FailureKind
{
    Produce,
    Commit,
    Wait,
    WaitForSession,
    Kill,
    Pause,
    Stop,
    Revive,
    ElectPreferred,
}

public readonly record struct FailureStep(FailureKind Kind, int Broker);

/// <summary>Three brokers, a producer, a consumer that reads all it can, and notes of what they were told.</summary>
internal sealed class FailureWorld
{
    private static readonly TopicPartition s_orders0 = new("orders", 0);
    private static readonly ConsumerSettings s_reader = new() { GroupId = "billing", IsAutoCommit = false };

    private readonly SimulatedCluster _cluster = new(new ClusterOptions { BrokerCount = 3 }, new RotatingChoice());
    private readonly List<Truncation> _truncations = [];
    private readonly ProducerModel _producer;
    private readonly ConsumerModel _consumer;
    private int _lastValue;
    private PendingReply<IReadOnlyList<PartitionOffset>>? _commit;
    private long _lastCommit;

    public FailureWorld(int minInSync)
    {
        _cluster.Ask<CreateTopicReply>(new CreateTopicRequest("orders", 1)
        {
            ReplicationFactor = 3,
            Config = new Dictionary<string, string> { ["min.insync.replicas"] = $"{minInSync}" },
        });
        _cluster.Kafka.OnTruncated = (partition, truncation) =>
        {
            if (partition.Id == s_orders0)
                _truncations.Add(truncation);
        };
        _producer = _cluster.Connect(id => new ProducerModel(id, Settings(Acks.All), _cluster.Choice, OnReport));
        _consumer = _cluster.Connect(id => new ConsumerModel(id, s_reader, _cluster.History, _cluster.Now));
        _consumer.Assign([new PartitionOffset(s_orders0, new OffsetAndEpoch(0, -1))]);
    }

    /// <summary>What the producer waits for.</summary>
    public Acks Acks
    {
        init => _producer = _cluster.Connect(id => new ProducerModel(id, Settings(value), _cluster.Choice, OnReport));
    }

    /// <summary>What delivery reports said was written.</summary>
    public SortedDictionary<long, string> Confirmed { get; } = [];

    /// <summary>What the consumer was given.</summary>
    public SortedDictionary<long, string> Seen { get; } = [];

    public List<long> SeenTooEarly { get; } = [];

    public List<long> SeenTwice { get; } = [];

    /// <summary>The last commit that was answered without an error.</summary>
    public long AcknowledgedCommit { get; private set; }

    /// <summary>What the group's log says, wherever it is led.</summary>
    public long Committed => _cluster.Kafka.Groups.Find("billing")?.Offsets.Find(s_orders0)?.Committed.NextOffset ?? 0;

    private Partition Orders => _cluster.Kafka.Topics.Find("orders")!.Partitions[0];

    public void Run(IEnumerable<FailureStep> steps)
    {
        foreach (var step in steps)
        {
            Do(step);
            Read();
        }
    }

    /// <summary>All brokers run, and enough time passes for everything to come to rest.</summary>
    public void ReviveAll()
    {
        foreach (var broker in _cluster.Kafka.Brokers.All)
            Revive(broker);
        Advance(TimeSpan.FromSeconds(40));
        Read();
    }

    /// <summary>What stands at these offsets of the log now.</summary>
    public SortedDictionary<long, string> RecordsAt(IEnumerable<long> offsets)
    {
        var found = new SortedDictionary<long, string>();
        foreach (var offset in offsets)
        {
            if (Orders.Log.Read(offset, offset + 1) is { IsEmpty: false } slice)
                found[offset] = Encoding.UTF8.GetString(slice[0].Value);
        }

        return found;
    }

    public bool IsTruncated(long offset) => _truncations.Exists(t => t.FromOffset <= offset && offset < t.EndOffset);

    private static ProducerSettings Settings(Acks acks) => new() { Acks = acks, Linger = TimeSpan.Zero, RequestTimeout = TimeSpan.FromSeconds(10) };

    private void Do(FailureStep step)
    {
        var broker = _cluster.Kafka.Brokers.Get(step.Broker);
        switch (step.Kind)
        {
            case FailureKind.Produce:
                _producer.Produce(s_orders0, new NewRecord(null, Encoding.UTF8.GetBytes($"v{++_lastValue}"), 0), _cluster.Now, _lastValue);
                Advance(TimeSpan.FromMilliseconds(1));
                break;
            case FailureKind.Commit:
                Commit();
                break;
            case FailureKind.Wait:
                Advance(TimeSpan.FromSeconds(1));
                break;
            case FailureKind.WaitForSession:
                Advance(TimeSpan.FromSeconds(10));
                break;
            case FailureKind.Kill when broker.IsRunning:
                _cluster.Kill(step.Broker);
                break;
            case FailureKind.Pause when broker.IsRunning:
                _cluster.Pause(step.Broker);
                break;
            case FailureKind.Stop when broker.IsRunning:
                _cluster.Stop(step.Broker);
                break;
            case FailureKind.Revive:
                Revive(broker);
                break;
            case FailureKind.ElectPreferred:
                Orders.Replicas.Elect(Election.Preferred);
                _cluster.Pump();
                break;
        }
    }

    /// <summary>One commit at a time: an older one that is still tried again could overtake it.</summary>
    private void Commit()
    {
        if (_commit is null or { IsDone: true })
            _commit = _consumer.Commit([new PartitionOffset(s_orders0, new OffsetAndEpoch(++_lastCommit, -1))]);
        Advance(TimeSpan.FromSeconds(1));
        if (_commit is { IsDone: true, Error: ErrorCode.None })
            AcknowledgedCommit = _lastCommit;
    }

    private void Revive(BrokerNode broker)
    {
        if (broker.State == BrokerState.Paused)
            _cluster.Resume(broker.Id);
        else if (broker is { State: BrokerState.Stopped, IsStarting: false })
            _cluster.Start(broker.Id);
    }

    private void Read()
    {
        while (_consumer.TryTakeEvent(out _))
        {
        }

        while (_consumer.TryTakeRecord(out var delivery))
        {
            var (offset, value) = (delivery.Record.Offset, Encoding.UTF8.GetString(delivery.Record.Value));
            if (!Seen.TryAdd(offset, value) && Seen[offset] != value)
                SeenTwice.Add(offset);
            if (Orders.IsLed && offset >= Orders.HighWatermark && Orders.HasEnoughInSync)
                SeenTooEarly.Add(offset);
        }
    }

    private void OnReport(OutgoingRecord record)
    {
        if (record.Error == ErrorCode.None)
            Confirmed[record.Offset] = $"v{record.Context}";
    }

    private void Advance(TimeSpan time)
    {
        var until = _cluster.Now + time;
        while (_cluster.Step(until))
        {
        }
    }
}
