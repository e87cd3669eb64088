namespace OffsetGuard.Broker.Protocol;

/// <summary>Whether a reader sees records of transactions that are open or aborted.</summary>
internal enum IsolationLevel
{
    ReadUncommitted,
    ReadCommitted,
}
