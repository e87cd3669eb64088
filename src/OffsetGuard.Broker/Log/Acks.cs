namespace OffsetGuard.Broker.Log;

/// <summary>When a producer regards its records as written. Kafka: acks.</summary>
internal enum Acks : short
{
    /// <summary>When they are all on the in-sync replicas.</summary>
    All = -1,

    /// <summary>When they are sent.</summary>
    None = 0,

    /// <summary>When the leader has them.</summary>
    Leader = 1,
}
