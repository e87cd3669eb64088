using System.Diagnostics;
using System.Text;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Testing.Inspection;

/// <summary>A topic as it is at this moment.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class FakeTopic
{
    private readonly Topic _topic;

    internal FakeTopic(Topic topic) => _topic = topic;

    /// <summary>The name.</summary>
    public string Name => _topic.Name;

    /// <summary>How many partitions it has; they are numbered from 0.</summary>
    public int PartitionCount => _topic.Partitions.Count;

    /// <summary>The offset below which records may be read.</summary>
    /// <param name="partition">A partition of this topic.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such partition.</exception>
    public Offset HighWatermark(int partition) => PartitionAt(partition).HighWatermark;

    /// <summary>The offset that the next record will get.</summary>
    /// <param name="partition">A partition of this topic.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such partition.</exception>
    public Offset LogEndOffset(int partition) => PartitionAt(partition).Log.LogEndOffset;

    /// <summary>The values of a partition, oldest first, read as UTF-8; null for a tombstone.</summary>
    /// <param name="partition">A partition of this topic.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such partition.</exception>
    public IReadOnlyList<string?> Values(int partition)
    {
        var log = PartitionAt(partition).Log;
        var values = new List<string?>();
        var next = log.LogStartOffset;
        while (log.Read(next, log.LogEndOffset) is { IsEmpty: false } slice)
        {
            for (var i = 0; i < slice.Count; i++)
                values.Add(slice[i].IsValueNull ? null : Encoding.UTF8.GetString(slice[i].Value));
            next = slice.LastOffset + 1;
        }

        return values;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {string.Join("; ", _topic.Partitions)}";

    private Broker.Topics.Partition PartitionAt(int partition)
    {
        if ((uint)partition >= (uint)PartitionCount)
            throw new ArgumentOutOfRangeException(nameof(partition), partition, $"Topic '{Name}' has partitions 0 to {PartitionCount - 1}.");
        return _topic.Partitions[partition];
    }
}
