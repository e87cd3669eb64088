using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.History;

/// <summary>Hears of each offset that has moved at a broker, as soon as it has and whether a history is kept or not.</summary>
internal interface IOffsetListener
{
    /// <summary>A batch was appended.</summary>
    /// <param name="clientId">Who sent it.</param>
    /// <param name="partition">Where to.</param>
    /// <param name="baseOffset">The offset that its first record gets.</param>
    /// <param name="records">The records.</param>
    /// <param name="batch">Who wrote it, and as what.</param>
    void OnAppended(int clientId, TopicPartition partition, long baseOffset, IReadOnlyList<NewRecord> records, in BatchHeader batch);

    /// <summary>The log start has moved.</summary>
    void OnTrimmed(int clientId, TopicPartition partition, long logStartOffset);

    /// <summary>Another replica leads, or none.</summary>
    void OnLed(TopicPartition partition);

    /// <summary>A commit takes effect: a plain one, or that of a transaction that was committed.</summary>
    /// <param name="clientId">Who brought it about; for a transaction not always its producer.</param>
    /// <param name="committed">The offset.</param>
    /// <param name="cause">Why.</param>
    void OnCommitted(int clientId, OffsetCommitted committed, MoveCause cause);
}
