namespace OffsetGuard.Broker.Clients.Producers;

/// <summary>Where a transactional producer stands.</summary>
/// <remarks>librdkafka: rd_kafka_txn_state_t.</remarks>
internal enum TransactionPhase
{
    /// <summary>InitTransactions has not succeeded yet.</summary>
    Init,

    /// <summary>No transaction is open.</summary>
    Ready,

    /// <summary>A transaction is open.</summary>
    InTransaction,

    /// <summary>CommitTransaction is on its way.</summary>
    Committing,

    /// <summary>AbortTransaction is on its way.</summary>
    Aborting,

    /// <summary>Something failed: only AbortTransaction helps.</summary>
    Abortable,

    /// <summary>The producer is finished.</summary>
    Fatal,
}
