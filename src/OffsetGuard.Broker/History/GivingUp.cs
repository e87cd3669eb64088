namespace OffsetGuard.Broker.History;

/// <summary>Why a consumer has a partition no longer.</summary>
internal enum GivingUp
{
    /// <summary>The group takes it away, or the consumer leaves.</summary>
    Revoked,

    /// <summary>It belongs to somebody else already.</summary>
    Lost,

    /// <summary>The application let go of it by hand.</summary>
    Unassigned,
}
