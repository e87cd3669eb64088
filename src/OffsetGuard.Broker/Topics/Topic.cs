using OffsetGuard.Broker.Configuration;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Topics;

/// <summary>A topic and its partitions, numbered from 0.</summary>
internal sealed class Topic
{
    private readonly List<Partition> _partitions = [];

    public Topic(string name, int partitionCount, TopicConfig config)
    {
        Name = name;
        Config = config;
        AddPartitions(partitionCount);
    }

    public string Name { get; }

    /// <summary>Told apart from an earlier topic of the same name by this number.</summary>
    public required long Id { get; init; }

    public TopicConfig Config { get; set; }

    public IReadOnlyList<Partition> Partitions => _partitions;

    /// <summary>Adds empty partitions until there are <paramref name="partitionCount"/>.</summary>
    public void AddPartitions(int partitionCount)
    {
        while (_partitions.Count < partitionCount)
            _partitions.Add(new Partition(new TopicPartition(Name, _partitions.Count), this));
    }
}
