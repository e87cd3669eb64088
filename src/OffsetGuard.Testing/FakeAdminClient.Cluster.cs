using System.Runtime.CompilerServices;
using Confluent.Kafka.Admin;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Replication;
using OffsetGuard.Broker.Topics;
using OffsetGuard.Broker.Transactions;
using OffsetGuard.Testing.Clients;

namespace OffsetGuard.Testing;

public sealed partial class FakeAdminClient
{
    private const string BrokerHost = "offsetguard";
    private const int BrokerPort = 9092;

    /// <summary>Describes one topic; asking creates it when the brokers have auto.create.topics.enable.</summary>
    /// <param name="topic">Its name. An unknown topic is described with an error.</param>
    /// <param name="timeout">How long to wait.</param>
    public Metadata GetMetadata(string topic, TimeSpan timeout)
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(topic);
        var metadata = AskForAll<MetadataReply>(new MetadataRequest { ToCreate = topic }, timeout);
        var found = metadata.Topics.Where(t => t.Key == topic).ToList();
        return MetadataOf(metadata, found.Count > 0
            ? Describe(metadata, found[0])
            : new TopicMetadata(topic, [], BrokerError.UnknownTopicOrPartition.ToClient()));
    }

    /// <summary>Describes all topics.</summary>
    /// <param name="timeout">How long to wait.</param>
    public Metadata GetMetadata(TimeSpan timeout)
    {
        ThrowIfDisposed();
        var metadata = AskForAll<MetadataReply>(new MetadataRequest(), timeout);
        return MetadataOf(metadata, [.. metadata.Topics.Select(t => Describe(metadata, t))]);
    }

    /// <summary>Describes topics: what Confluent.Kafka offers as an extension method for its own class. The topic id is not given.</summary>
    /// <param name="topicCollection">The names.</param>
    /// <param name="options">Time-out; authorized operations are not modelled.</param>
    /// <exception cref="DescribeTopicsException">Faults the task: a topic does not exist.</exception>
    public Task<DescribeTopicsResult> DescribeTopicsAsync(TopicCollection topicCollection, DescribeTopicsOptions? options = null)
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(topicCollection);
        return AsTask(() =>
        {
            var metadata = AskForAll<MetadataReply>(new MetadataRequest(), options?.RequestTimeout);
            var described = NamesOf(topicCollection).Select(name => Describe(metadata, name)).ToList();
            return described.Exists(t => t.Error.IsError)
                ? throw new DescribeTopicsException(new DescribeTopicsReport { TopicDescriptions = described })
                : new DescribeTopicsResult { TopicDescriptions = described };
        });
    }

    /// <summary>Describes the cluster: the brokers that it counts as its own. The first one stands for the controller, which never fails.</summary>
    /// <param name="options">Time-out; authorized operations are not modelled.</param>
    public Task<DescribeClusterResult> DescribeClusterAsync(DescribeClusterOptions? options = null)
    {
        ThrowIfDisposed();
        return AsTask(() =>
        {
            var brokers = BrokersOf(AskForAll<MetadataReply>(new MetadataRequest(), options?.RequestTimeout));
            return new DescribeClusterResult { ClusterId = "offsetguard-cluster", Controller = NewNode(brokers[0]), Nodes = [.. brokers.Select(NewNode)] };
        });
    }

    /// <summary>Elects leaders.</summary>
    /// <param name="electionType">Preferred or unclean.</param>
    /// <param name="partitions">The partitions, or null for all.</param>
    /// <param name="options">Time-out.</param>
    /// <exception cref="ElectLeadersException">Faults the task: a partition does not exist, needs no election, or has nobody who could lead.</exception>
    public Task<ElectLeadersResult> ElectLeadersAsync(
        ElectionType electionType, IEnumerable<TopicPartition>? partitions = null, ElectLeadersOptions? options = null)
    {
        ThrowIfDisposed();
        var wanted = partitions?.ToList();
        return AsTask(() =>
        {
            if (wanted is not null)
                RequireSomeAndDistinct(wanted, "partitions");
            var election = electionType == ElectionType.Preferred ? Election.Preferred : Election.Unclean;
            var results = (wanted ?? AllPartitions(options?.RequestTimeout)).ConvertAll(p => new TopicPartitionError(
                p, Ask<ElectLeadersReply>(new ElectLeadersRequest(p.ToBroker(), election), options?.RequestTimeout).Error.ToClient()));
            if (wanted is null)   // who asks for all does not hear of those that need nothing
                results.RemoveAll(r => r.Error.Code == ErrorCode.ElectionNotNeeded);
            return results.Exists(r => r.Error.IsError)
                ? throw new ElectLeadersException(new ElectLeadersReport { TopicPartitions = results })
                : new ElectLeadersResult { TopicPartitions = results };
        });
    }

    private List<TopicPartition> AllPartitions(TimeSpan? timeout) =>
        [.. AskForAll<MetadataReply>(new MetadataRequest(), timeout).Topics.SelectMany(t => Enumerable.Range(0, t.Value).Select(p => new TopicPartition(t.Key, p)))];

    private static Metadata MetadataOf(MetadataReply metadata, params List<TopicMetadata> topics)
    {
        var brokers = BrokersOf(metadata);
        return new Metadata(
            [.. brokers.Select(id => new BrokerMetadata(id, BrokerHost, PortOf(id)))], topics, brokers[0], $"{BrokerHost}:{PortOf(brokers[0])}/{brokers[0]}");
    }

    private static TopicMetadata Describe(MetadataReply metadata, KeyValuePair<string, int> topic) => new(
        topic.Key,
        [.. LeadersOf(metadata, topic.Key, topic.Value).Select(p => new PartitionMetadata(
            p.Partition.Partition,
            p.BrokerId,
            [.. p.Replicas],
            [.. p.InSync],
            (p.BrokerId < 0 ? BrokerError.LeaderNotAvailable : BrokerError.None).ToClient()))],
        BrokerError.None.ToClient());

    private static TopicDescription Describe(MetadataReply metadata, string name)
    {
        var partitionCount = metadata.Topics.FirstOrDefault(t => t.Key == name).Value;
        return new TopicDescription
        {
            Name = name,
            Error = (partitionCount == 0 ? BrokerError.UnknownTopicOrPartition : BrokerError.None).ToClient(),
            IsInternal = name is OffsetsTopic.Name or TransactionTopic.Name,
            Partitions = [.. LeadersOf(metadata, name, partitionCount).Select(p => new TopicPartitionInfo
            {
                Partition = p.Partition.Partition,
                Leader = p.BrokerId < 0 ? null! : NewNode(p.BrokerId),
                Replicas = [.. p.Replicas.Select(NewNode)],
                ISR = [.. p.InSync.Select(NewNode)],
            })],
        };
    }

    /// <summary>Where one broker has always been everything, metadata does not say so.</summary>
    private static IReadOnlyList<int> BrokersOf(MetadataReply metadata) => metadata.Brokers.Count == 0 ? [BrokerTable.FirstId] : metadata.Brokers;

    private static IEnumerable<PartitionLeader> LeadersOf(MetadataReply metadata, string topic, int partitionCount) => metadata.Leaders.Count > 0
        ? metadata.Leaders.Where(l => l.Partition.Topic == topic)
        : Enumerable.Range(0, partitionCount).Select(p => new PartitionLeader(new BrokerPartition(topic, p), BrokerTable.FirstId, 0)
        {
            Replicas = BrokersOf(metadata),
            InSync = BrokersOf(metadata),
        });

    private static Node NewNode(int brokerId) => new() { Id = brokerId, Host = BrokerHost, Port = PortOf(brokerId) };

    private static int PortOf(int brokerId) => BrokerPort + brokerId - BrokerTable.FirstId;

    // Confluent.Kafka shows the names of a TopicCollection to nobody else.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Topics")]
    private static extern IEnumerable<string> NamesOf(TopicCollection topics);
}
