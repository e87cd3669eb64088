using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.History;

/// <summary>One thing that happened: an offset moved, or anything else in <see cref="Event"/>.</summary>
/// <remarks>
/// A struct that is filled in its place, without text and without a reference to a record, because there are many: the history of a
/// million records costs little and keeps none of them alive. Whoever gets a copy cannot change it.
/// </remarks>
internal struct HistoryEntry
{
    /// <summary>The client id of what brokers do by themselves.</summary>
    public const int Broker = -1;

    private object? _detail;

    /// <summary>Virtual time since the cluster began.</summary>
    public TimeSpan At { get; private set; }

    /// <summary>The client that did it, or <see cref="Broker"/>.</summary>
    public int ClientId { get; private set; }

    /// <summary>Which offset moved; <see cref="OffsetMark.None"/> for an <see cref="Event"/>.</summary>
    public OffsetMark Mark { get; private set; }

    public MoveCause Cause { get; private set; }

    /// <summary>Where it moved.</summary>
    public TopicPartition Partition { get; private set; }

    /// <summary>Where the offset stood before; <see cref="LogicalOffset.Unset"/> when there was none.</summary>
    public long Before { get; private set; }

    /// <summary>Where it stands now.</summary>
    public long After { get; private set; }

    /// <summary>What stands beside it: the stored offset beside a position, the high watermark beside what was read ahead.</summary>
    public long Beside { get; private set; }

    /// <summary>The consumer group of a committed offset; null where the client or the event says which.</summary>
    public readonly string? GroupId => _detail as string;

    /// <summary>What happened, when it is not an offset that moved.</summary>
    public readonly HistoryEvent? Event => _detail as HistoryEvent;

    public void Set(TimeSpan at, int clientId, HistoryEvent happened)
    {
        (At, ClientId) = (at, clientId);
        (Mark, _detail) = (OffsetMark.None, happened);
    }

    public void Set(TimeSpan at, int clientId, OffsetMark mark, TopicPartition partition)
    {
        (At, ClientId) = (at, clientId);
        (Mark, Partition) = (mark, partition);
        (Cause, _detail) = (MoveCause.Usual, null);
    }

    public void SetCause(MoveCause cause, string? groupId = null)
    {
        Cause = cause;
        _detail = groupId;
    }

    public void Move(long before, long after, long beside = 0)
    {
        Before = before;
        MoveOn(after, beside);
    }

    /// <summary>The same offset moves on, without anything in between.</summary>
    public void MoveOn(long after, long beside)
    {
        After = after;
        Beside = beside;
    }

    /// <summary>Whether a move of this offset from <paramref name="before"/> on goes on with this one.</summary>
    public readonly bool IsContinuedBy(TimeSpan at, int clientId, OffsetMark mark, TopicPartition partition, long before) =>
        Mark == mark && After == before && ClientId == clientId && At == at && Partition == partition;
}
