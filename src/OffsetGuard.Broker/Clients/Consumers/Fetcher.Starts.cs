using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <content>Where a partition starts: the committed offset, the place a logical offset names, or the one of the reset policy.</content>
internal sealed partial class Fetcher
{
    private static readonly TimeSpan s_queryBackoff = TimeSpan.FromMilliseconds(500);   // librdkafka: rd_kafka_toppar_offset_retry

    private void FindCommitted(ConsumedPartition partition)
    {
        var version = partition.Version;
        channel.Send<OffsetFetchReply>(new OffsetFetchRequest(settings.GroupId, [partition.Id], settings.Isolation), (reply, now) =>
        {
            if (partition.Version != version)
                return;
            if (reply.Error != ErrorCode.None)
            {
                Retry(partition, reply.Error, now);
                return;
            }

            var committed = reply.Offsets[0].Position;
            partition.KnownCommitted = committed;
            if (committed.IsAbsolute)
                Begin(partition, committed, ReadingStart.Committed);
            else
                Reset(partition, LogicalOffset.Unset, "no previously committed offset available");
        });
    }

    /// <summary>A coordinator that cannot answer now is asked again; any other refusal leaves the partition assigned and dead.</summary>
    private void Retry(ConsumedPartition partition, ErrorCode error, DateTimeOffset now)
    {
        if (TransientErrors.Contains(error))
            Later(partition, now + settings.Backoff.First, FindCommitted);
        else
            Fail(partition, error, LogicalOffset.Unset, $"Failed to fetch committed offset: {error}");
    }

    private void StartAt(ConsumedPartition partition, long offset, ReadingStart why)
    {
        if (!LogicalOffset.IsValidStart(offset))
            partition.Phase = FetchPhase.Fetching;   // a seek to -7 is accepted and the partition never moves again
        else if (LogicalOffset.IsAbsolute(offset))
            Begin(partition, new OffsetAndEpoch(offset, -1), why);
        else if (offset == LogicalOffset.Beginning)
            FindMark(partition, ListOffsetsRequest.Earliest, tail: 0, why);
        else
            FindMark(partition, ListOffsetsRequest.Latest, tail: offset == LogicalOffset.End ? 0 : LogicalOffset.TailBase - offset, why);
    }

    /// <summary>No valid offset is known: the policy decides.</summary>
    private void Reset(ConsumedPartition partition, long badOffset, string why)
    {
        partition.Phase = FetchPhase.FindingStart;
        var start = LogicalOffset.IsAbsolute(badOffset) ? ReadingStart.ResetOutOfRange : ReadingStart.ResetUnknown;
        switch (settings.Reset)
        {
            case ResetPolicy.Earliest:
                FindMark(partition, ListOffsetsRequest.Earliest, tail: 0, start);
                break;
            case ResetPolicy.Latest:
                FindMark(partition, ListOffsetsRequest.Latest, tail: 0, start);
                break;
            default:
                Fail(partition, ErrorCode.LocalAutoOffsetReset, badOffset, why);
                break;
        }
    }

    private void FindMark(ConsumedPartition partition, long mark, long tail, ReadingStart why)
    {
        var version = partition.Version;
        channel.Send<ListOffsetsReply>(new ListOffsetsRequest(partition.Id, mark, settings.Isolation), (reply, now) =>
        {
            if (partition.Version != version)
                return;
            if (reply.Error == ErrorCode.None)
                Begin(partition, new OffsetAndEpoch(Math.Max(0, reply.Offset - tail), reply.LeaderEpoch), why);
            else if (TransientErrors.Contains(reply.Error))
                Later(partition, now + s_queryBackoff, p => FindMark(p, mark, tail, why));
            else if (reply.Error != ErrorCode.UnknownTopicOrPartition)   // the client waits for such a topic in silence
                Fail(partition, reply.Error, LogicalOffset.Unset, $"Failed to query logical offset: {reply.Error}");
        });
    }

    private void Begin(ConsumedPartition partition, OffsetAndEpoch start, ReadingStart why)
    {
        history.Add(channel.ClientId, new ReadingBegan(partition.Id, start.NextOffset, why));
        (partition.StartOffset, partition.StartEpoch) = (start.NextOffset, start.LeaderEpoch);
        partition.NextFetchEpoch = start.LeaderEpoch;
        Fetch(partition, start.NextOffset);
    }

    private void Fail(ConsumedPartition partition, ErrorCode error, long offset, string why)
    {
        partition.Phase = FetchPhase.Failed;
        Tell(partition, error, offset, why);
    }

    private void Tell(ConsumedPartition partition, ErrorCode error, long offset, string why)
    {
        var at = new PartitionOffset(partition.Id, new OffsetAndEpoch(offset, -1));
        _prefetched.Enqueue(new Prefetched(partition, default, new ConsumeFailed(error, why, at)));
    }

    /// <summary>Does it then, unless the partition was sought, paused or taken away meanwhile.</summary>
    private void Later(ConsumedPartition partition, DateTimeOffset at, Action<ConsumedPartition> action)
    {
        var version = partition.Version;
        timers.At(at, _ =>
        {
            if (partition.Version == version)
                action(partition);
        });
    }
}
