using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Topics;

/// <summary>A topic and its partitions, numbered from 0.</summary>
internal sealed class Topic
{
    private readonly Partition[] _partitions;

    public Topic(string name, int partitionCount)
    {
        Name = name;
        _partitions = new Partition[partitionCount];
        for (var i = 0; i < partitionCount; i++)
            _partitions[i] = new Partition(new TopicPartition(name, i));
    }

    public string Name { get; }

    public IReadOnlyList<Partition> Partitions => _partitions;
}
