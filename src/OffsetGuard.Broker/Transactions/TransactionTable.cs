using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Transactions;

/// <summary>All transactional ids, in ordinal order, and the replay of their log.</summary>
internal sealed class TransactionTable
{
    private readonly SortedDictionary<string, TransactionRecord> _byId = new(StringComparer.Ordinal);

    public IReadOnlyCollection<TransactionRecord> All => _byId.Values;

    public TransactionRecord? Find(string transactionalId) => _byId.GetValueOrDefault(transactionalId);

    /// <summary>Reads one partition of the log anew; what was known of its transactional ids is forgotten.</summary>
    /// <returns>What is known of them now.</returns>
    public IReadOnlyList<TransactionRecord> Reload(Partition log)
    {
        foreach (var id in _byId.Keys.Where(IsIn).ToList())
            _byId.Remove(id);
        var next = log.Log.LogStartOffset;
        while (log.Log.Read(next, log.Log.LogEndOffset) is { IsEmpty: false } slice)
        {
            for (var i = 0; i < slice.Count; i++)
                Replay(slice[i]);
            next = slice.LastOffset + 1;
        }

        return [.. _byId.Values.Where(r => IsIn(r.TransactionalId))];

        bool IsIn(string id) => TransactionTopic.PartitionIndexOf(id) == log.Id.Partition;
    }

    /// <summary>Applies one record of <c>__transaction_state</c> as it stands in the log.</summary>
    public void Replay(in RecordView record) => Replay(TransactionRecordCodec.Decode(record));

    /// <summary>Applies one record: the only place that writes the state of a transaction.</summary>
    public void Replay(TransactionRecord record) => _byId[record.TransactionalId] = record;
}
