using System.Runtime.CompilerServices;
using Confluent.Kafka.Admin;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Topics;
using OffsetGuard.Broker.Transactions;
using OffsetGuard.Testing.Clients;

namespace OffsetGuard.Testing;

public sealed partial class FakeAdminClient
{
    private const int BrokerId = 1;
    private const string BrokerHost = "offsetguard";
    private const int BrokerPort = 9092;
    private const string OnlyOneBroker = "The only broker of this cluster is 1.";

    /// <summary>Describes one topic; asking creates it when the brokers have auto.create.topics.enable.</summary>
    /// <param name="topic">Its name. An unknown topic is described with an error.</param>
    /// <param name="timeout">How long to wait.</param>
    public Metadata GetMetadata(string topic, TimeSpan timeout)
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(topic);
        var found = AskForAll<MetadataReply>(new MetadataRequest { ToCreate = topic }, timeout).Topics.Where(t => t.Key == topic).ToList();
        return MetadataOf(found.Count > 0
            ? Describe(found[0])
            : new TopicMetadata(topic, [], BrokerError.UnknownTopicOrPartition.ToClient()));
    }

    /// <summary>Describes all topics.</summary>
    /// <param name="timeout">How long to wait.</param>
    public Metadata GetMetadata(TimeSpan timeout)
    {
        ThrowIfDisposed();
        return MetadataOf([.. AskForAll<MetadataReply>(new MetadataRequest(), timeout).Topics.Select(Describe)]);
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
            var partitionCounts = AskForAll<MetadataReply>(new MetadataRequest(), options?.RequestTimeout).Topics.ToDictionary(StringComparer.Ordinal);
            var described = NamesOf(topicCollection).Select(name => Describe(name, partitionCounts.GetValueOrDefault(name))).ToList();
            return described.Exists(t => t.Error.IsError)
                ? throw new DescribeTopicsException(new DescribeTopicsReport { TopicDescriptions = described })
                : new DescribeTopicsResult { TopicDescriptions = described };
        });
    }

    /// <summary>Describes the cluster: one broker, which is the controller too.</summary>
    /// <param name="options">Time-out; authorized operations are not modelled.</param>
    public Task<DescribeClusterResult> DescribeClusterAsync(DescribeClusterOptions? options = null)
    {
        ThrowIfDisposed();
        return AsTask(() => new DescribeClusterResult { ClusterId = "offsetguard-cluster", Controller = NewNode(), Nodes = [NewNode()] });
    }

    /// <summary>Elects leaders. Every partition has its preferred leader here, so that no election is ever needed.</summary>
    /// <param name="electionType">Preferred or unclean.</param>
    /// <param name="partitions">The partitions, or null for all.</param>
    /// <param name="options">Time-out.</param>
    /// <exception cref="ElectLeadersException">Faults the task: a partition does not exist, or needs no election.</exception>
    public Task<ElectLeadersResult> ElectLeadersAsync(
        ElectionType electionType, IEnumerable<TopicPartition>? partitions = null, ElectLeadersOptions? options = null)
    {
        ThrowIfDisposed();
        var wanted = partitions?.ToList();
        return AsTask(() =>
        {
            if (wanted is null)
                return new ElectLeadersResult { TopicPartitions = [] };
            RequireSomeAndDistinct(wanted, "partitions");
            var partitionCounts = AskForAll<MetadataReply>(new MetadataRequest(), options?.RequestTimeout).Topics.ToDictionary(StringComparer.Ordinal);
            throw new ElectLeadersException(new ElectLeadersReport
            {
                TopicPartitions = wanted.ConvertAll(p => new TopicPartitionError(
                    p,
                    p.Partition.Value < partitionCounts.GetValueOrDefault(p.Topic)
                        ? BrokerError.ElectionNotNeeded.ToClient("Leader election not needed for topic partition.")
                        : BrokerError.UnknownTopicOrPartition.ToClient())),
            });
        });
    }

    private static Metadata MetadataOf(params List<TopicMetadata> topics) =>
        new([new BrokerMetadata(BrokerId, BrokerHost, BrokerPort)], topics, BrokerId, $"{BrokerHost}:{BrokerPort}/{BrokerId}");

    private static TopicMetadata Describe(KeyValuePair<string, int> topic)
    {
        var noError = BrokerError.None.ToClient();
        return new TopicMetadata(
            topic.Key, [.. Enumerable.Range(0, topic.Value).Select(i => new PartitionMetadata(i, BrokerId, [BrokerId], [BrokerId], noError))], noError);
    }

    private static TopicDescription Describe(string name, int partitionCount) => new()
    {
        Name = name,
        Error = (partitionCount == 0 ? BrokerError.UnknownTopicOrPartition : BrokerError.None).ToClient(),
        IsInternal = name is OffsetsTopic.Name or TransactionTopic.Name,
        Partitions = [.. Enumerable.Range(0, partitionCount).Select(i => new TopicPartitionInfo
        {
            Partition = i,
            Leader = NewNode(),
            Replicas = [NewNode()],
            ISR = [NewNode()],
        })],
    };

    private static Node NewNode() => new() { Id = BrokerId, Host = BrokerHost, Port = BrokerPort };

    // Confluent.Kafka shows the names of a TopicCollection to nobody else.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Topics")]
    private static extern IEnumerable<string> NamesOf(TopicCollection topics);
}
