using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Transactions;

/// <summary>A transaction whose end is decided and not yet marked everywhere.</summary>
/// <param name="prepared">The decision as it stands in the log.</param>
/// <param name="log">That log, as it ends with the decision.</param>
internal sealed class EndingTransaction(TransactionRecord prepared, Partition log)
{
    private readonly long _preparedEnd = log.Log.LogEndOffset;
    private readonly List<TopicPartition> _unmarked = [.. prepared.Partitions];
    private readonly List<(Partition Partition, long EndOffset)> _marked = [];

    public TransactionRecord Prepared { get; } = prepared;

    public Partition Log { get; } = log;

    /// <summary>The partitions that have no marker yet.</summary>
    public IReadOnlyList<TopicPartition> Unmarked => _unmarked;

    /// <summary>The partitions that have their marker, and where each ended with it.</summary>
    public IReadOnlyList<(Partition Partition, long EndOffset)> Marked => _marked;

    public TransactionEnd End => Prepared.Status == TransactionStatus.PrepareCommit ? TransactionEnd.Commit : TransactionEnd.Abort;

    /// <summary>Writes the markers that can be written: partitions without a leader come later.</summary>
    /// <returns>Whether every marker is on its in-sync replicas.</returns>
    public bool TryFinish(MarkerWriter markers, DateTimeOffset now)
    {
        if (Log.HighWatermark < _preparedEnd)
            return false;
        for (var i = 0; i < _unmarked.Count;)
        {
            if (!markers.TryWrite(_unmarked[i], this, now, out var partition))
            {
                i++;
                continue;
            }

            _unmarked.RemoveAt(i);
            if (partition is not null)
                _marked.Add((partition, partition.Log.LogEndOffset));
        }

        return _unmarked.Count == 0 && _marked.TrueForAll(m => m.Partition.HighWatermark >= m.EndOffset);
    }
}
