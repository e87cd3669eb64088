namespace OffsetGuard.Broker.Clients.Consumers;

/// <content>How far the client reads ahead of the application.</content>
internal sealed partial class Fetcher
{
    /// <summary>What else waits in the queue that the application polls.</summary>
    public Func<int> CountEvents { get; init; } = static () => 0;

    /// <remarks>librdkafka: rd_kafka_toppar_fetch_decide; the queue of a consumer holds records, ends of partitions, statistics and rebalances alike.</remarks>
    private bool HasEnough => settings.ReadAheadMax is { } max
        && CountEvents() + _prefetched.Where(p => !p.IsUseless).Sum(p => p.Told is null ? p.RestCount : 1) >= max;

    private void PutOff(ConsumedPartition partition)
    {
        var round = partition.FetchRound;
        timers.At(DateTimeOffset.MinValue, now =>
        {
            if (partition.FetchRound == round)
                FetchLater(partition, now + settings.ReadAheadBackoff);
        });
    }
}
