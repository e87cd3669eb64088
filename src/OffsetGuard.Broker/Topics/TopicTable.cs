using System.Diagnostics.CodeAnalysis;
using OffsetGuard.Broker.Configuration;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Replication;

namespace OffsetGuard.Broker.Topics;

/// <summary>All topics, in ordinal order of their names.</summary>
/// <param name="broker">What topics without settings of their own follow.</param>
/// <param name="brokers">Where partitions can be.</param>
internal sealed class TopicTable(BrokerConfig broker, BrokerTable brokers)
{
    private static readonly IReadOnlyDictionary<string, string> s_noOverrides = new SortedDictionary<string, string>(StringComparer.Ordinal);

    private static readonly IReadOnlyDictionary<string, string> s_compacted =
        new SortedDictionary<string, string>(StringComparer.Ordinal) { [TopicConfigKeys.CleanupPolicy] = "compact" };

    // Read once for all clusters: most tests set nothing, and begin with a new cluster.
    private static readonly TopicConfig s_default = TopicConfig.Of(s_noOverrides, new BrokerConfig(s_noOverrides));
    private static readonly TopicConfig s_defaultCompacted = TopicConfig.Of(s_compacted, new BrokerConfig(s_noOverrides));

    private const int InternalReplicaCount = 3;

    private readonly SortedDictionary<string, Topic> _topics = new(StringComparer.Ordinal);

    public IEnumerable<Topic> All => _topics.Values;

    /// <summary>The id of the youngest topic.</summary>
    public long LastId { get; private set; }

    /// <summary>Grows when a topic comes, goes or gets more partitions.</summary>
    public long Version { get; private set; }

    public Topic Add(string name, int partitionCount, IReadOnlyDictionary<string, string>? overrides = null, int? replicaCount = null)
    {
        var topic = new Topic(name, ConfigOf(overrides ?? s_noOverrides), brokers)
        {
            Id = ++LastId,
            ReplicaCount = replicaCount ?? broker.DefaultReplicationFactor,
        };
        topic.AddPartitions(partitionCount);
        _topics.Add(name, topic);
        Version++;
        return topic;
    }

    /// <summary>Adds a topic that the brokers keep for themselves: always compacted, with replicas on up to three brokers.</summary>
    /// <remarks>Apache Kafka: offsets.topic.replication.factor, transaction.state.log.replication.factor.</remarks>
    public Topic AddInternal(string name, int partitionCount) => Add(name, partitionCount, s_compacted, InternalReplicaCount);

    public void Remove(Topic topic)
    {
        _topics.Remove(topic.Name);
        Version++;
    }

    /// <summary>Adds empty partitions until the topic has <paramref name="partitionCount"/>.</summary>
    public void Extend(Topic topic, int partitionCount)
    {
        topic.AddPartitions(partitionCount);
        Version++;
    }

    public bool Contains(string name) => _topics.ContainsKey(name);

    public Topic? Find(string name) => _topics.GetValueOrDefault(name);

    public bool TryGet(TopicPartition id, [NotNullWhen(true)] out Partition? partition)
    {
        partition = null;
        if (!_topics.TryGetValue(id.Topic, out var topic) || (uint)id.Partition >= (uint)topic.Partitions.Count)
            return false;
        partition = topic.Partitions[id.Partition];
        return true;
    }

    /// <summary>The partitions together with the ids of their topics; what does not exist is left out.</summary>
    public IEnumerable<TopicIdPartition> WithIds(IEnumerable<TopicPartition> partitions) =>
        partitions.Where(p => TryGet(p, out _)).Select(p => new TopicIdPartition(_topics[p.Topic].Id, p));

    /// <summary>Gives a topic other settings.</summary>
    public void Configure(Topic topic, IReadOnlyDictionary<string, string> overrides) => topic.Config = ConfigOf(overrides);

    /// <summary>The brokers have new settings: every topic reads its own again.</summary>
    public void ConfigureAll()
    {
        foreach (var topic in _topics.Values)
            Configure(topic, topic.Config.Overrides);
    }

    private TopicConfig ConfigOf(IReadOnlyDictionary<string, string> overrides)
    {
        if (broker.Overrides.Count > 0)
            return TopicConfig.Of(overrides, broker);
        if (ReferenceEquals(overrides, s_compacted))
            return s_defaultCompacted;
        return overrides.Count == 0 ? s_default : TopicConfig.Of(overrides, broker);
    }
}
