namespace OffsetGuard.Broker.Protocol;

/// <summary>How a transaction ends. The numbers are those of its markers.</summary>
/// <remarks>Apache Kafka: ControlRecordType.</remarks>
internal enum TransactionEnd : short
{
    Abort = 0,
    Commit = 1,
}
