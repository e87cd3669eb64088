using OffsetGuard.Broker.Clients.Producers;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Transactions;

namespace OffsetGuard.Broker.Fingerprints;

/// <content>Transactional ids, and the producers behind them.</content>
internal sealed partial class StateFingerprint
{
    private readonly HashSet<long> _present = [];   // producers that can still write
    private readonly Dictionary<long, short> _presentEpochs = [];   // of those with a transactional id

    private void AddTransactions()
    {
        _present.Clear();
        _presentEpochs.Clear();
        foreach (var client in _clients)
        {
            if (client is ProducerModel { Transaction.Identity.Id: >= 0 and var producerId })
                _present.Add(producerId);
        }

        foreach (var transaction in _kafka.Transactions.All)
        {
            _presentEpochs[transaction.Producer.Id] = transaction.Producer.Epoch;
            Add(transaction);
        }

        EndList();
        foreach (var ending in _kafka.EndingTransactions)
        {
            _hash.Add(ending.Prepared.TransactionalId);
            Add(ending.Unmarked);
            foreach (var (partition, endOffset) in ending.Marked)
            {
                Add(partition.Id);
                _hash.Add(endOffset - partition.Log.LogEndOffset);
            }
        }

        EndList();
        if (_present.Count > 0)
            AddFences();
        if (_presentEpochs.Count > 0)
            _hash.Add(cluster.Now.UtcTicks % _kafka.TransactionCleanupInterval.Ticks);
    }

    private void Add(TransactionRecord transaction)
    {
        _hash.Add(transaction.TransactionalId);
        AddProducer(transaction.Producer.Id);
        _hash.Add((int)transaction.Status);
        _hash.Add(transaction.Timeout);
        Add(transaction.Partitions);
        if (transaction.Status == TransactionStatus.Ongoing)   // a coordinator that starts anew counts from there
            _hash.Add(cluster.Now - DateTimeOffset.FromUnixTimeMilliseconds(transaction.StartMs));
    }

    /// <summary>Offsets in a transaction are refused by the epoch that their partition of <c>__consumer_offsets</c> has seen.</summary>
    private void AddFences()
    {
        foreach (var partition in _kafka.Topics.Find(OffsetsTopic.Name)?.PartitionsInUse ?? [])
        {
            foreach (var producer in partition.Producers.All)
            {
                if (!_present.Contains(producer.ProducerId))
                    continue;
                _hash.Add(partition.Id.Partition);
                Add(new ProducerIdentity(producer.ProducerId, producer.Epoch));
            }
        }

        EndList();
    }

    private void Add(ProducerIdentity producer)
    {
        AddProducer(producer.Id);
        AddProducerEpoch(producer);
    }

    /// <summary>The epoch of a transactional id grows with every start of its producer: only how far it is behind matters.</summary>
    private void AddProducerEpoch(ProducerIdentity producer) =>
        _hash.Add(!_areNamesRaw && _presentEpochs.TryGetValue(producer.Id, out var present) ? present - producer.Epoch : producer.Epoch);
}
