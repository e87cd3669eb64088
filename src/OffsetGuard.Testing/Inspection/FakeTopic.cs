using System.Diagnostics;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Testing.Inspection;

/// <summary>A topic as it was when it was looked at; look again to see what has changed.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class FakeTopic
{
    internal FakeTopic(Topic topic)
    {
        Name = topic.Name;
        Partitions = [.. topic.Partitions.Select(p => new FakePartition(p))];
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The partitions in order of their numbers.</summary>
    public IReadOnlyList<FakePartition> Partitions { get; }

    /// <summary>How many partitions it has; they are numbered from 0.</summary>
    public int PartitionCount => Partitions.Count;

    /// <summary>Looks at a partition.</summary>
    /// <param name="partition">A partition of this topic.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such partition; the message says which there are.</exception>
    public FakePartition Partition(int partition) => (uint)partition < (uint)PartitionCount
        ? Partitions[partition]
        : throw new ArgumentOutOfRangeException(nameof(partition), partition, $"Topic '{Name}' has partitions 0 to {PartitionCount - 1}.");

    /// <summary>The offset below which records may be read.</summary>
    /// <param name="partition">A partition of this topic.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such partition.</exception>
    public Offset HighWatermark(int partition) => Partition(partition).HighWatermark;

    /// <summary>The offset that the next record will get.</summary>
    /// <param name="partition">A partition of this topic.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such partition.</exception>
    public Offset LogEndOffset(int partition) => Partition(partition).LogEndOffset;

    /// <summary>The values of a partition, oldest first, read as UTF-8; null for a tombstone. Markers of transactions are left out.</summary>
    /// <param name="partition">A partition of this topic.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such partition.</exception>
    public IReadOnlyList<string?> Values(int partition) => [.. Partition(partition).Records.Where(r => !r.IsMarker).Select(r => r.ValueText)];

    /// <summary>One line: the marks of all partitions.</summary>
    public override string ToString() => $"{Name}: {string.Join("; ", Partitions)}";

    /// <summary>All partitions, one line per record and marker.</summary>
    public string ToText() => string.Join('\n', Partitions.Select(p => p.ToText()));

    /// <summary>Everything as JSON: indented, in a stable order, with LF.</summary>
    public string ToJson() => JsonText.Of(json => InspectionJson.Write(json, this));
}
