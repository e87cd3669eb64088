using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <summary>How far a partition is from delivering records.</summary>
internal enum FetchPhase
{
    /// <summary>Not assigned.</summary>
    Stopped,

    /// <summary>Asking the broker where to start: committed offset, or the place a logical offset or the reset policy names.</summary>
    FindingStart,

    /// <summary>Reading.</summary>
    Fetching,

    /// <summary>The reset policy is "error": assigned, and dead until it is assigned again.</summary>
    Failed,
}

/// <summary>What a consumer knows of one partition, kept for the life of the consumer even after the partition was taken away.</summary>
/// <remarks>librdkafka: rd_kafka_toppar_t.</remarks>
internal sealed class ConsumedPartition(TopicPartition id)
{
    public TopicPartition Id { get; } = id;

    public bool IsAssigned { get; set; }

    public FetchPhase Phase { get; set; }

    /// <summary>The next offset to read: that of the last record handed to the application, plus one. Unset before the first.</summary>
    public OffsetAndEpoch Position { get; set; } = OffsetAndEpoch.Unset;

    /// <summary>The next offset that may be committed.</summary>
    public OffsetAndEpoch Stored { get; set; } = OffsetAndEpoch.Unset;

    /// <summary>What this consumer last knew as committed; commits of others do not change it.</summary>
    public OffsetAndEpoch KnownCommitted { get; set; } = OffsetAndEpoch.Unset;

    /// <summary>Switched by the application; neither an unassignment nor a rebalance changes it.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Where reading began with the last assign, seek or reset; unset while that is not known.</summary>
    public long StartOffset { get; set; } = LogicalOffset.Unset;

    /// <summary>The log start that the last fetch reported; unset before.</summary>
    public long LogStart { get; set; } = LogicalOffset.Unset;

    /// <summary>The high watermark that the last fetch reported; unset before.</summary>
    public long HighWatermark { get; set; } = LogicalOffset.Unset;

    /// <summary>Where the next fetch begins; runs ahead of <see cref="Position"/> by what is prefetched.</summary>
    public long NextFetchOffset { get; set; }

    /// <summary>The leader epoch of the record before it: what the client asks about when another leader takes over; -1 when it is not known.</summary>
    public int NextFetchEpoch { get; set; } = -1;

    /// <summary>The leader epoch of <see cref="StartOffset"/>.</summary>
    public int StartEpoch { get; set; } = -1;

    /// <summary>Another leader took over: nothing is fetched before it has said that the position is part of its log.</summary>
    public bool IsValidating { get; set; }

    /// <summary>Grows with every fetch: the reply to an older one is dropped.</summary>
    public int FetchRound { get; set; }

    /// <summary>Grows when prefetched records become invalid (assign, unassign, seek); replies to older requests are dropped.</summary>
    public int Version { get; private set; }

    /// <summary>How many records are read ahead, markers and aborted ones included.</summary>
    public int PrefetchedCount { get; set; }

    /// <summary>What was read ahead, and what is asked for, is of no use any more.</summary>
    public void Invalidate()
    {
        Version++;
        PrefetchedCount = 0;
    }

    /// <summary>Why the last fetch was refused.</summary>
    public ErrorCode FetchError { get; set; }

    /// <summary>The offset at which the end of the partition was last reported.</summary>
    public long EndReportedAt { get; set; } = LogicalOffset.Unset;
}
