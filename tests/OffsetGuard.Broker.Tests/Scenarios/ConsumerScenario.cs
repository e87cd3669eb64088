using OffsetGuard.Broker.Clients.Consumers;
using OffsetGuard.Broker.Clients.Producers;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Simulation;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Tests.Scenarios;

/// <summary>A cluster with clients. Consumers are m1, m2, ... and answer rebalances as an application without handlers does.</summary>
internal sealed class ConsumerScenario
{
    private readonly SimulatedCluster _cluster = new(new ClusterOptions(), new RotatingChoice());
    private readonly Invariants _invariants = new();
    private readonly ProducerModel _producer;

    private ConsumerScenario(string topic, int partitions)
    {
        _producer = _cluster.Connect(id => new ProducerModel(id, new ProducerSettings(), _cluster.Choice, _ => { }));
        _cluster.Kafka.Topics.Add(topic, partitions);
    }

    public SimulatedCluster Cluster => _cluster;

    /// <summary>What the consumers were told, in order.</summary>
    public List<ConsumerEvent> Told { get; } = [];

    public static ConsumerScenario With(string topic, int partitions) => new(topic, partitions);

    public static ConsumerSettings Settings => new() { GroupId = "billing", Reset = ResetPolicy.Earliest };

    public ConsumerScenario Produce(TopicPartition partition, params string[] values)
    {
        foreach (var value in values)
            _producer.Produce(partition, new NewRecord(null, Scenario.Bytes(value), 0), _cluster.Now, context: null);
        _cluster.Pump();   // the producer learns of the topic
        _producer.SendNow(_cluster.Now);
        return Settle();
    }

    public ConsumerModel Consumer(ConsumerSettings settings) => _cluster.Connect(id => new ConsumerModel(id, settings, _cluster.History, _cluster.Now));

    /// <summary>A consumer that reads this partition from its log start on.</summary>
    public ConsumerModel Reader(ConsumerSettings settings, TopicPartition partition)
    {
        var consumer = Consumer(settings);
        consumer.Assign([new PartitionOffset(partition, new OffsetAndEpoch(0, -1))]);
        Settle();
        return consumer;
    }

    /// <summary>What Consume does: tell, answer, and take one record; null when the time is over.</summary>
    public Delivery? Consume(ConsumerModel consumer, TimeSpan timeout = default)
    {
        consumer.BeginPoll();
        var delivery = Poll(consumer, _cluster.Now + timeout);
        consumer.EndPoll(_cluster.Now);
        return delivery;
    }

    public ConsumerScenario Advance(TimeSpan time)
    {
        var until = _cluster.Now + time;
        while (_cluster.Step(until))
            _invariants.Check(_cluster.Kafka);
        return Settle();
    }

    public ErrorCode Commit(ConsumerModel consumer)
    {
        var pending = consumer.Commit();
        Settle();
        return pending.Error;
    }

    public ErrorCode Commit(ConsumerModel consumer, TopicPartition partition, long nextOffset)
    {
        var pending = consumer.Commit([new PartitionOffset(partition, new OffsetAndEpoch(nextOffset, -1))]);
        Settle();
        return pending.Error;
    }

    /// <summary>Somebody else sends a request; nobody waits for the answer.</summary>
    public void Ask(Request request)
    {
        _cluster.Kafka.Handle(new Call(0, 0, request), _cluster.Now);
        Settle();
    }

    public long? Committed(TopicPartition partition) =>
        _cluster.Kafka.Groups.Find("billing")?.Offsets.Find(partition)?.Committed.NextOffset;

    public ConsumerScenario Settle()
    {
        _cluster.Pump();
        _invariants.Check(_cluster.Kafka);
        return this;
    }

    private Delivery? Poll(ConsumerModel consumer, DateTimeOffset until)
    {
        while (true)
        {
            Settle();
            if (consumer.TryTakeEvent(out var told))
                Answer(consumer, told);
            else if (consumer.TryTakeRecord(out var delivery))
                return delivery;
            else if (!_cluster.Step(until))
                return null;
        }
    }

    private void Answer(ConsumerModel consumer, ConsumerEvent told)
    {
        Told.Add(told);
        if (told is PartitionsAssigned assigned)
            consumer.AnswerAssigned([.. assigned.Partitions.Select(p => new PartitionOffset(p, OffsetAndEpoch.Unset))]);
        else if (told is PartitionsRevoked revoked)
            consumer.AnswerRevoked(revoked);
    }
}
