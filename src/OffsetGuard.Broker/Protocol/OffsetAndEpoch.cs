namespace OffsetGuard.Broker.Protocol;

/// <summary>The next offset to read, and the leader epoch of the record before it (-1 when unknown).</summary>
internal readonly record struct OffsetAndEpoch(long NextOffset, int LeaderEpoch)
{
    public static readonly OffsetAndEpoch Unset = new(LogicalOffset.Unset, -1);

    public bool IsAbsolute => LogicalOffset.IsAbsolute(NextOffset);

    /// <summary>Later in the log: by leader epoch when both are known, then by offset.</summary>
    /// <remarks>librdkafka: rdkafka_partition.h, rd_kafka_fetch_pos_cmp.</remarks>
    public bool IsAfter(OffsetAndEpoch other)
    {
        if (LeaderEpoch >= 0 && other.LeaderEpoch >= 0 && LeaderEpoch != other.LeaderEpoch)
            return LeaderEpoch > other.LeaderEpoch;
        return NextOffset > other.NextOffset;
    }
}
