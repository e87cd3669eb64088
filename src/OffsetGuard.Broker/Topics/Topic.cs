using OffsetGuard.Broker.Configuration;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Replication;

namespace OffsetGuard.Broker.Topics;

/// <summary>A topic and its partitions, numbered from 0.</summary>
internal sealed class Topic
{
    private readonly PartitionList _partitions;

    public Topic(string name, TopicConfig config, BrokerTable brokers)
    {
        Name = name;
        Config = config;
        Brokers = brokers;
        _partitions = new PartitionList(this);
    }

    public string Name { get; }

    /// <summary>Told apart from an earlier topic of the same name by this number.</summary>
    public required long Id { get; init; }

    public TopicConfig Config { get; set; }

    /// <summary>Where its replicas are.</summary>
    public BrokerTable Brokers { get; }

    /// <summary>How many replicas each partition has.</summary>
    public int ReplicaCount { get; init; } = 1;

    public IReadOnlyList<Partition> Partitions => _partitions;

    /// <summary>The partitions that somebody has used; the others are empty.</summary>
    public IEnumerable<Partition> PartitionsInUse => _partitions.Made;

    /// <summary>Adds empty partitions until there are <paramref name="partitionCount"/>.</summary>
    public void AddPartitions(int partitionCount)
    {
        if (Brokers.All.Count == 1)
            _partitions.Extend(partitionCount);
        while (_partitions.Count < partitionCount)
            _partitions.Add(Brokers.Place(_partitions.Count, ReplicaCount));
    }

    /// <summary>Adds an empty partition.</summary>
    /// <param name="brokerIds">Where its replicas are, the preferred leader first.</param>
    public void AddPartition(IReadOnlyList<int> brokerIds) => _partitions.Add(brokerIds);
}
