using System.Diagnostics;
using System.Text;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Testing.Inspection;

/// <summary>A topic as it was when it was looked at; look again to see what has changed.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class FakeTopic
{
    // A log only grows, so its marks are enough to remember what it looked like.
    private readonly Marks[] _partitions;
    private readonly string _summary;

    internal FakeTopic(Topic topic)
    {
        Name = topic.Name;
        _partitions = [.. topic.Partitions.Select(p => new Marks(p.Log, p.HighWatermark, p.Log.LogEndOffset))];
        _summary = $"{Name}: {string.Join("; ", topic.Partitions)}";
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>How many partitions it has; they are numbered from 0.</summary>
    public int PartitionCount => _partitions.Length;

    /// <summary>The offset below which records may be read.</summary>
    /// <param name="partition">A partition of this topic.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such partition.</exception>
    public Offset HighWatermark(int partition) => PartitionAt(partition).HighWatermark;

    /// <summary>The offset that the next record will get.</summary>
    /// <param name="partition">A partition of this topic.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such partition.</exception>
    public Offset LogEndOffset(int partition) => PartitionAt(partition).LogEndOffset;

    /// <summary>The values of a partition, oldest first, read as UTF-8; null for a tombstone.</summary>
    /// <param name="partition">A partition of this topic.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such partition.</exception>
    public IReadOnlyList<string?> Values(int partition)
    {
        var (log, _, logEndOffset) = PartitionAt(partition);
        var values = new List<string?>();
        var next = log.LogStartOffset;
        while (log.Read(next, logEndOffset) is { IsEmpty: false } slice)
        {
            for (var i = 0; i < slice.Count; i++)
                values.Add(slice[i].IsValueNull ? null : Encoding.UTF8.GetString(slice[i].Value));
            next = slice.LastOffset + 1;
        }

        return values;
    }

    /// <inheritdoc/>
    public override string ToString() => _summary;

    private Marks PartitionAt(int partition)
    {
        if ((uint)partition >= (uint)PartitionCount)
            throw new ArgumentOutOfRangeException(nameof(partition), partition, $"Topic '{Name}' has partitions 0 to {PartitionCount - 1}.");
        return _partitions[partition];
    }

    private sealed record Marks(PartitionLog Log, long HighWatermark, long LogEndOffset);
}
