using System.Text;
using OffsetGuard.Broker;
using OffsetGuard.Broker.Clients;
using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Simulation;
using OffsetGuard.Broker.Topics;
using OffsetGuard.Testing.Faults;
using OffsetGuard.Testing.Hosting;

namespace OffsetGuard.Testing;

/// <summary>
/// A Kafka cluster in memory. It hands out consumers and producers that implement Confluent.Kafka's interfaces with librdkafka's rules,
/// runs in virtual time, and is deterministic: the same calls give the same results.
/// </summary>
/// <remarks>No broker, no network, no native library. How many threads may use it says its <see cref="FakeKafkaOptions.Clock"/>.</remarks>
/// <example>
/// <code>
/// var kafka = new FakeKafka().CreateTopic("orders").Produce("orders", ("o-1", "created"));
/// using var consumer = kafka.Consumer&lt;string, string&gt;("billing", "orders");
/// consumer.Commit(consumer.Consume());
/// Assert.Equal(1, kafka.Group("billing").Committed("orders", 0).Value);
/// </code>
/// </example>
public sealed partial class FakeKafka
{
    private readonly IClientHost _host;

    /// <summary>Creates an empty cluster; virtual time begins at 2026-01-01T00:00:00Z.</summary>
    /// <param name="options">Settings, or null for the defaults.</param>
    public FakeKafka(FakeKafkaOptions? options = null)
        : this(NewHost(options ?? new FakeKafkaOptions()))
    {
    }

    internal FakeKafka(IClientHost host) => (_host, Faults) = (host, new FaultPlan(host));

    /// <summary>What goes wrong between clients and brokers; nothing, until a test arms a fault.</summary>
    public FaultPlan Faults { get; }

    internal IClientHost Host => _host;

    /// <summary>Creates a topic.</summary>
    /// <param name="name">A name that Kafka accepts: 1 to 249 letters, digits, dots, underscores and hyphens.</param>
    /// <param name="partitions">How many partitions, at least 1.</param>
    /// <returns>This cluster, to chain calls.</returns>
    /// <exception cref="ArgumentException">The name or the count is not acceptable, or the topic exists.</exception>
    public FakeKafka CreateTopic(string name, int partitions = 1)
    {
        ArgumentNullException.ThrowIfNull(name);
        var reply = Ask<CreateTopicReply>(new CreateTopicRequest(name, partitions));
        return reply.Error switch
        {
            BrokerError.None => this,
            BrokerError.TopicAlreadyExists => throw new ArgumentException($"The topic '{name}' exists already.", nameof(name)),
            BrokerError.InvalidPartitions => throw new ArgumentException(
                $"The topic '{name}' needs at least one partition, not {partitions}.", nameof(partitions)),
            _ => throw new ArgumentException(
                $"'{name}' is no name for a topic: use 1 to 249 letters, digits, dots, underscores and hyphens.", nameof(name)),
        };
    }

    /// <summary>Appends records with text keys and values, as librdkafka's default partitioner places them.</summary>
    /// <param name="topic">An existing topic.</param>
    /// <param name="records">Key and value in UTF-8; null stays null.</param>
    /// <returns>This cluster, to chain calls.</returns>
    /// <exception cref="ArgumentException">There is no such topic.</exception>
    public FakeKafka Produce(string topic, params (string? Key, string? Value)[] records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var partitionCount = Look(_ => Find(topic).Partitions.Count);
        foreach (var (key, value) in records)
        {
            var keyBytes = Utf8(key);
            var partition = OffsetGuard.Broker.Clients.Producers.Partitioner.PartitionOf(keyBytes, partitionCount, _host.Cluster.Choice);
            ProduceTo(topic, partition, keyBytes, Utf8(value));
        }

        return this;
    }

    private static IClientHost NewHost(FakeKafkaOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.TimelineEntriesMax, 1, nameof(options));
        var host = options.Clock.NewHost(options);
        host.Cluster.History.Keep((HistoryDetail)options.Timeline, options.TimelineEntriesMax);
        return host;
    }

    private static byte[]? Utf8(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);

    private T Look<T>(Func<KafkaCluster, T> look)
    {
        _host.Enter();
        try
        {
            return look(_host.Cluster.Kafka);
        }
        finally
        {
            _host.Exit();
        }
    }

    private void ProduceTo(string topic, int partition, byte[]? key, byte[]? value)
    {
        var record = new NewRecord(key, value, Now.ToUnixTimeMilliseconds());
        Ask<ProduceReply>(new ProduceRequest(new BrokerPartition(topic, partition), [record]));
    }

    /// <summary>One request of the test itself.</summary>
    private TReply Ask<TReply>(Request request)
        where TReply : Reply
    {
        _host.Enter();
        try
        {
            return _host.Cluster.Ask<TReply>(request);
        }
        finally
        {
            _host.Exit();
        }
    }
}
