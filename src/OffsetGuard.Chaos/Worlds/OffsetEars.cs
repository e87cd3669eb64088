using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Log;
using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Worlds;

/// <summary>Hears at the brokers what takes effect: whether its reply arrives is another matter.</summary>
internal sealed class OffsetEars(World world, WatchedWire wire) : IOffsetListener
{
    public void OnAppended(int clientId, TopicPartition partition, long baseOffset, IReadOnlyList<NewRecord> records, in BatchHeader batch) =>
        world.History.Add(new RecordsAppended(world.History.Elapsed, world.NameOf(clientId), partition, baseOffset, records.Count)
        {
            ClientId = clientId,
            TransactionOf = batch.IsTransactional ? batch.ProducerId : null,
            Records = records,
        });

    public void OnTrimmed(int clientId, TopicPartition partition, long logStartOffset) =>
        world.History.Add(new RecordsDeleted(world.History.Elapsed, world.NameOf(clientId), partition, logStartOffset));

    public void OnLed(TopicPartition partition)
    {
        if (world.Cluster.Kafka.Topics.TryGet(partition, out var led) && led.Log.LogEndOffset < world.Ledger.LogOf(partition).End)
            world.History.Add(new RecordsTruncated(world.History.Elapsed, partition, led.Log.LogEndOffset));
    }

    public void OnCommitted(int clientId, OffsetCommitted committed, MoveCause cause)
    {
        if (cause == MoveCause.Transaction)
            clientId = world.Transactions.SenderOf(committed.GroupId, committed.Partition) ?? clientId;
        var owner = world.Owners.GetValueOrDefault(clientId);
        var site = cause == MoveCause.Application ? wire.SiteOf(clientId, committed.Partition, committed.Committed.NextOffset) : null;
        var happened = new OffsetsCommitted(
            world.History.Elapsed, owner?.Name, committed.GroupId, committed.Partition, committed.Committed.NextOffset, cause, site)
        {
            ClientId = clientId,
        };
        if (world.Ledger.Of(committed.GroupId, committed.Partition).Committed == committed.Committed.NextOffset)
            world.History.AddRepetition(happened);
        else
            world.History.Add(happened);
    }
}
