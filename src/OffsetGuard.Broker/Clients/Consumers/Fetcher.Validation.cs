using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <content>A log that got shorter: a reader beyond the end of what its last leader epoch has written has read records that are gone.</content>
internal sealed partial class Fetcher
{
    private static readonly TimeSpan s_validationBackoff = TimeSpan.FromMilliseconds(500);   // librdkafka: rd_kafka_toppar_handle_OffsetForLeaderEpoch

    /// <summary>The partition has another leader epoch: before it is read on, the leader has to say how far the last one went.</summary>
    /// <remarks>librdkafka: rd_kafka_offset_validate (KIP-320). Without an epoch, as after a seek, there is nothing to compare.</remarks>
    public void Validate(ConsumedPartition partition)
    {
        if (partition.Phase != FetchPhase.Fetching || partition.NextFetchEpoch < 0)
            return;
        partition.IsValidating = true;
        var version = partition.Version;
        var round = ++partition.FetchRound;
        channel.Send<OffsetForLeaderEpochReply>(new OffsetForLeaderEpochRequest(partition.Id, partition.NextFetchEpoch), (reply, now) =>
        {
            if (partition.Version != version || partition.FetchRound != round)
                return;
            if (reply.Error == ErrorCode.None)
                Judge(partition, reply.End);
            else
                Later(partition, now + s_validationBackoff, Validate);
        });
    }

    private void Judge(ConsumedPartition partition, EpochEnd end)
    {
        partition.IsValidating = false;
        if (end != EpochEnd.Unknown && end.EndOffset >= partition.NextFetchOffset)
            Fetch(partition, partition.NextFetchOffset);
        else if (end == EpochEnd.Unknown || settings.Reset == ResetPolicy.Error)
            Reset(partition, partition.NextFetchOffset, $"Partition log truncation detected: the broker's log ends at {end.EndOffset}");
        else
            SeekToEnd(partition, end);
    }

    private void SeekToEnd(ConsumedPartition partition, EpochEnd end)
    {
        Stop(partition);
        Begin(partition, new OffsetAndEpoch(end.EndOffset, end.LeaderEpoch), ReadingStart.Truncated);
    }
}
