using OffsetGuard.Broker.Clients.Consumers;
using OffsetGuard.Testing.History;

namespace OffsetGuard.Testing.Inspection;

/// <summary>The offsets that a consumer keeps of one assigned partition.</summary>
public sealed record FakeConsumedPartition
{
    internal FakeConsumedPartition(ConsumedPartition partition)
    {
        (Topic, Partition) = (partition.Id.Topic, partition.Id.Partition);
        Position = partition.Position.NextOffset;
        Stored = partition.Stored.NextOffset;
        Committed = partition.KnownCommitted.NextOffset;
        IsPaused = partition.IsPaused;
        PrefetchedCount = partition.PrefetchedCount;
    }

    /// <summary>The topic.</summary>
    public string Topic { get; }

    /// <summary>The partition.</summary>
    public int Partition { get; }

    /// <summary>The next offset to hand over; <see cref="Offset.Unset"/> before the first record.</summary>
    public Offset Position { get; }

    /// <summary>The next offset that may be committed; <see cref="Offset.Unset"/> when nothing is stored.</summary>
    public Offset Stored { get; }

    /// <summary>What this consumer last knew as committed; commits of others do not change it.</summary>
    public Offset Committed { get; }

    /// <summary>Whether the application has paused it.</summary>
    public bool IsPaused { get; }

    /// <summary>How many records are read ahead and not handed over, markers included.</summary>
    public int PrefetchedCount { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Topic}[{Partition}] position {Words.Of(Position.Value)}, stored {Words.Of(Stored.Value)}, committed {Words.Of(Committed.Value)}, "
        + $"{PrefetchedCount} read ahead{(IsPaused ? ", paused" : "")}";
}
