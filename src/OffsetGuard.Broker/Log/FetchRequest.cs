using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Log;

/// <summary>Reads one partition from an offset on.</summary>
/// <param name="Partition">What to read.</param>
/// <param name="FetchOffset">The first offset wanted.</param>
/// <param name="Isolation">How far this reader may see.</param>
/// <param name="WaitMax">
/// How long the broker holds the request when there is nothing to read. Null holds it until the log moves: an empty answer would tell
/// the client nothing new.
/// </param>
internal sealed record FetchRequest(TopicPartition Partition, long FetchOffset, IsolationLevel Isolation, TimeSpan? WaitMax) : Request
{
    /// <summary>How much to answer at once: max.partition.fetch.bytes, counted in keys and values; null for as much as is there.</summary>
    public int? PayloadBytesMax { get; init; }

    public override Destination Destination => Destination.LeaderOf(Partition);

    public override Patience Patience => Patience.Endless;

    public override Reply Refuse(ErrorCode error) => FetchReply.Refuse(error);

    public override string Describe() => $"Fetch {Partition}@{FetchOffset}";
}

/// <summary>Records and the marks of the log at that moment.</summary>
internal sealed record FetchReply(ErrorCode Error, RecordSlice Records, long LogStartOffset, long HighWatermark, long LastStableOffset) : Reply(Error)
{
    /// <summary>The aborted transactions among the records. Only for a reader of committed records, who drops them by it.</summary>
    public IReadOnlyList<AbortedTransaction> Aborted { get; init; } = [];

    /// <summary>Where a reader of this isolation level finds its end.</summary>
    public long EndFor(IsolationLevel isolation) => isolation == IsolationLevel.ReadCommitted ? LastStableOffset : HighWatermark;

    public static FetchReply Refuse(ErrorCode error) => new(error, default, -1, -1, -1);
}
