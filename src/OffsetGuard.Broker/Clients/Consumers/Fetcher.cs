using System.Diagnostics.CodeAnalysis;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <summary>Finds where each assigned partition starts, reads ahead, and hands records out in order.</summary>
/// <remarks>librdkafka: rdkafka_fetcher.c, rdkafka_offset.c (rd_kafka_offset_reset), rdkafka_assignment.c (serve_pending).</remarks>
internal sealed partial class Fetcher(ClientChannel channel, ConsumerSettings settings, ClientTimers timers, ClusterHistory history)
{
    private static readonly TimeSpan s_fetchWaitMax = TimeSpan.FromMilliseconds(500);   // librdkafka: fetch.wait.max.ms
    private static readonly TimeSpan s_errorBackoff = TimeSpan.FromMilliseconds(500);   // librdkafka: fetch.error.backoff.ms

    private readonly Queue<Prefetched> _prefetched = new();
    private readonly List<(ConsumedPartition Partition, int Version)> _unasked = [];

    /// <summary>
    /// Partitions whose committed offset has yet to be asked for. It happens when time goes on, not inside Assign: a Seek right after
    /// Assign comes too early, as with the real client.
    /// </summary>
    public bool HasUnaskedStarts => _unasked.Count > 0;

    public void AskForStarts()
    {
        foreach (var (partition, version) in _unasked)
        {
            if (partition.Version == version)
                FindCommitted(partition);
        }

        _unasked.Clear();
    }

    /// <summary>Begins to read a partition at an absolute or logical offset.</summary>
    public void Start(ConsumedPartition partition, long startOffset)
    {
        Stop(partition);
        partition.Phase = FetchPhase.FindingStart;
        if (startOffset is LogicalOffset.Unset or LogicalOffset.Stored)
            _unasked.Add((partition, partition.Version));
        else
            StartAt(partition, startOffset, ReadingStart.Assigned);
    }

    /// <summary>Moves a partition that is being read. Stored and committed offsets stay.</summary>
    public ErrorCode Seek(ConsumedPartition partition, long offset)
    {
        if (partition.Phase != FetchPhase.Fetching)
            return ErrorCode.LocalState;
        if (offset == LogicalOffset.Stored)
            return ErrorCode.LocalInvalidArgument;

        Stop(partition);
        partition.Phase = FetchPhase.FindingStart;
        if (offset == LogicalOffset.Unset)
            Reset(partition, LogicalOffset.Unset, "no offset to seek to");
        else
            StartAt(partition, offset, ReadingStart.Sought);
        return ErrorCode.None;
    }

    /// <summary>What was read ahead is thrown away; nothing is lost, because reading goes on where the application is.</summary>
    /// <remarks>librdkafka: rd_kafka_toppar_pause_resume.</remarks>
    public static void Pause(ConsumedPartition partition)
    {
        if (partition.IsPaused)
            return;
        partition.IsPaused = true;
        if (partition.Phase == FetchPhase.Fetching)
            Rewind(partition);
    }

    public void Resume(ConsumedPartition partition)
    {
        if (!partition.IsPaused)
            return;
        partition.IsPaused = false;
        FetchAnew(partition);
    }

    /// <summary>Reads on from where the application is, and reports the end of the partition once more.</summary>
    public void FetchAnew(ConsumedPartition partition)
    {
        if (partition.Phase != FetchPhase.Fetching)
            return;
        Rewind(partition);
        if (partition.IsValidating)
            Validate(partition);
        else if (LogicalOffset.IsAbsolute(partition.NextFetchOffset))
            Fetch(partition, partition.NextFetchOffset);
    }

    public static void Stop(ConsumedPartition partition)
    {
        partition.Version++;
        partition.Phase = FetchPhase.Stopped;
        partition.Position = OffsetAndEpoch.Unset;
        partition.StartOffset = LogicalOffset.Unset;
        partition.EndReportedAt = LogicalOffset.Unset;
        partition.IsValidating = false;
    }

    /// <summary>The next record for the application; its partition's position moves past it, and the stored offset too unless that is off.</summary>
    /// <remarks>librdkafka: rdkafka_op.c, rd_kafka_fetch_op_app_prepare: the offset is stored <em>before</em> the record is handed over.</remarks>
    public bool TryTake(out Delivery delivery)
    {
        delivery = default;
        while (HasNext && _prefetched.Peek() is { Told: null } head)
        {
            var record = head.TakeNext();
            if (head.IsAborted(record))
                continue;   // not handed on at all: the position passes it with the marker of its transaction
            Pass(head.Partition, record);
            if (head.IsMarker(record))
                continue;
            delivery = new Delivery(head.Partition, record);
            return true;
        }

        return false;
    }

    /// <summary>Moves positions over markers that would be next: they take no turn of their own.</summary>
    public void PassMarkers()
    {
        while (HasNext && _prefetched.Peek() is { Told: null } head && head.IsMarker(head.Next))
            Pass(head.Partition, head.TakeNext());
    }

    /// <summary>The end of a partition or its failure, once the records before it have been taken.</summary>
    public bool TryTakeEvent([NotNullWhen(true)] out ConsumerEvent? told)
    {
        told = HasNext ? _prefetched.Peek().Told : null;
        if (told is not null)
            _prefetched.Dequeue();
        return told is not null;
    }

    /// <summary>How many records of a partition are read ahead, markers and aborted ones included.</summary>
    public int PrefetchedCountOf(ConsumedPartition partition) =>
        _prefetched.Where(p => p.Partition == partition && !p.IsUseless).Sum(p => p.RestCount);

    /// <summary>Whether something is ready; what belongs to an older version of its partition is thrown away on the way.</summary>
    public bool HasNext
    {
        get
        {
            while (_prefetched.TryPeek(out var head) && head.IsUseless)
                _prefetched.Dequeue();
            return _prefetched.Count > 0;
        }
    }

    private void Pass(ConsumedPartition partition, in RecordView record)
    {
        partition.Position = new OffsetAndEpoch(record.Offset + 1, record.LeaderEpoch);
        if (settings.IsAutoOffsetStore)
            partition.Stored = partition.Position;
    }

    private static void Rewind(ConsumedPartition partition)
    {
        partition.Version++;
        partition.EndReportedAt = LogicalOffset.Unset;
        var next = partition.Position.IsAbsolute ? partition.Position : new OffsetAndEpoch(partition.StartOffset, partition.StartEpoch);
        (partition.NextFetchOffset, partition.NextFetchEpoch) = (next.NextOffset, next.LeaderEpoch);
    }

    private void Fetch(ConsumedPartition partition, long offset)
    {
        partition.Phase = FetchPhase.Fetching;
        partition.NextFetchOffset = offset;
        var round = ++partition.FetchRound;
        if (partition.IsPaused || partition.IsValidating)
            return;
        if (HasEnough)
        {
            PutOff(partition);
            return;
        }

        var version = partition.Version;
        // Only the end-of-partition event and the first watermarks need an empty answer; otherwise the broker speaks when it has something to say.
        var isAnswerNeeded = (settings.IsPartitionEof && partition.EndReportedAt != offset) || partition.HighWatermark < 0;
        var wait = isAnswerNeeded ? s_fetchWaitMax : (TimeSpan?)null;
        channel.Send<FetchReply>(new FetchRequest(partition.Id, offset, settings.Isolation, wait) { PayloadBytesMax = settings.FetchBytesMax }, (reply, now) =>
        {
            if (partition.Version == version && partition.FetchRound == round)
                Accept(partition, reply, now);
        });
    }

    private void Accept(ConsumedPartition partition, FetchReply reply, DateTimeOffset now)
    {
        switch (reply.Error)
        {
            case ErrorCode.OffsetOutOfRange:
                Reset(partition, partition.NextFetchOffset, "fetch failed due to requested offset not available on the broker");
                return;
            case not ErrorCode.None:
                Report(partition, reply.Error);
                FetchLater(partition, now + s_errorBackoff);
                return;
        }

        partition.FetchError = ErrorCode.None;
        (partition.LogStart, partition.HighWatermark) = (reply.LogStartOffset, reply.HighWatermark);
        if (!reply.Records.IsEmpty)
        {
            _prefetched.Enqueue(new Prefetched(partition, reply.Records, told: null) { Aborted = reply.Aborted });
            partition.NextFetchEpoch = reply.Records[reply.Records.Count - 1].LeaderEpoch;
        }
        else if (settings.IsPartitionEof && partition.NextFetchOffset == reply.EndFor(settings.Isolation))
        {
            ReportEnd(partition);   // behind the high watermark, where a reader can stand after a failover, there is no end
        }

        Fetch(partition, reply.Records.IsEmpty ? partition.NextFetchOffset : reply.Records.LastOffset + 1);
    }

    private void FetchLater(ConsumedPartition partition, DateTimeOffset at)
    {
        var round = partition.FetchRound;
        Later(partition, at, p =>
        {
            if (p.FetchRound == round)
                Fetch(p, p.NextFetchOffset);
        });
    }

    /// <summary>What the client cannot mend by asking again is told, and it asks again all the same.</summary>
    /// <remarks>librdkafka: rd_kafka_fetch_reply_handle_partition_error.</remarks>
    private void Report(ConsumedPartition partition, ErrorCode error)
    {
        var isRepeated = error == ErrorCode.TopicAuthorizationFailed && partition.FetchError == error;
        partition.FetchError = error;
        if (!isRepeated && !TransientErrors.Contains(error)
            && error is not (ErrorCode.UnknownTopicOrPartition or ErrorCode.OffsetNotAvailable or ErrorCode.FencedLeaderEpoch or ErrorCode.UnknownLeaderEpoch))
            Tell(partition, error, partition.NextFetchOffset, $"Fetch failed at offset {partition.NextFetchOffset}: {error}");
    }

    private void ReportEnd(ConsumedPartition partition)
    {
        if (partition.EndReportedAt == partition.NextFetchOffset)
            return;
        partition.EndReportedAt = partition.NextFetchOffset;
        var end = new PartitionEnd(new PartitionOffset(partition.Id, new OffsetAndEpoch(partition.NextFetchOffset, -1)));
        _prefetched.Enqueue(new Prefetched(partition, default, end));
    }
}
