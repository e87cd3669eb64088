using System.Diagnostics;
using OffsetGuard.Broker.Groups;

namespace OffsetGuard.Testing.Inspection;

/// <summary>A consumer group as it was when it was looked at; look again to see what has changed.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class FakeGroup
{
    private readonly SortedDictionary<BrokerPartition, long> _committed = [];
    private readonly string _summary;

    internal FakeGroup(Group group)
    {
        Id = group.Id;
        Generation = group.Generation;
        MemberCount = group.MemberCount;
        foreach (var record in group.Offsets.Records)
            _committed.Add(record.Partition, record.Committed.NextOffset);
        _summary = $"{group}; committed {(_committed.Count == 0 ? "nothing" : string.Join(", ", _committed.Select(c => $"{c.Key}={c.Value}")))}";
    }

    /// <summary>The group.id.</summary>
    public string Id { get; }

    /// <summary>Grows by one with every rebalance; 0 before the first.</summary>
    public int Generation { get; }

    /// <summary>How many members the coordinator counts, whether they are still alive or not.</summary>
    public int MemberCount { get; }

    /// <summary>Where a restarted consumer would resume: the committed offset, or <see cref="Offset.Unset"/> when there is none.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The partition.</param>
    public Offset Committed(string topic, int partition) =>
        _committed.TryGetValue(new BrokerPartition(topic, partition), out var nextOffset) ? nextOffset : Offset.Unset;

    /// <inheritdoc/>
    public override string ToString() => _summary;
}
