using System.Collections;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Topics;

/// <summary>
/// The partitions of a topic. On the only broker one is made when somebody asks for it: of the fifty of <c>__consumer_offsets</c> most tests
/// need one. Where replicas have to be placed, and as soon as a broker may fail, all are there.
/// </summary>
internal sealed class PartitionList(Topic topic) : IReadOnlyList<Partition>
{
    private Partition?[] _made = [];

    public int Count { get; private set; }

    public Partition this[int index]
    {
        get
        {
            InvariantException.Require((uint)index < (uint)Count, "a partition is asked for that the topic has");
            return _made[index] ??= Make(index, brokerIds: null);
        }
    }

    /// <summary>Those that somebody has asked for, in order.</summary>
    public IEnumerable<Partition> Made => _made.OfType<Partition>();

    /// <summary>Adds partitions that are made later, until there are <paramref name="partitionCount"/>.</summary>
    public void Extend(int partitionCount)
    {
        Count = Math.Max(Count, partitionCount);
        if (_made.Length < Count)
            Array.Resize(ref _made, Count);
    }

    /// <summary>Adds a partition with replicas on these brokers, the preferred leader first.</summary>
    public void Add(IReadOnlyList<int> brokerIds)
    {
        Extend(Count + 1);
        _made[Count - 1] = Make(Count - 1, brokerIds);
    }

    public IEnumerator<Partition> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Partition Make(int index, IReadOnlyList<int>? brokerIds) => new(new TopicPartition(topic.Name, index), topic, brokerIds);
}
