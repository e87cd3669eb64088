using OffsetGuard.Broker.Log;

namespace OffsetGuard.Broker.Transactions;

/// <summary>All transactional ids, in ordinal order, and the replay of their log.</summary>
internal sealed class TransactionTable
{
    private readonly SortedDictionary<string, TransactionRecord> _byId = new(StringComparer.Ordinal);

    public IReadOnlyCollection<TransactionRecord> All => _byId.Values;

    public TransactionRecord? Find(string transactionalId) => _byId.GetValueOrDefault(transactionalId);

    /// <summary>Applies one record of <c>__transaction_state</c> as it stands in the log.</summary>
    public void Replay(in RecordView record) => Replay(TransactionRecordCodec.Decode(record));

    /// <summary>Applies one record: the only place that writes the state of a transaction.</summary>
    public void Replay(TransactionRecord record) => _byId[record.TransactionalId] = record;
}
