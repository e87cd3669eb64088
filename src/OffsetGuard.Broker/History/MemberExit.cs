namespace OffsetGuard.Broker.History;

/// <summary>Why a member is no longer in its group.</summary>
internal enum MemberExit
{
    /// <summary>It left.</summary>
    Left,

    /// <summary>It was not heard of for its session timeout.</summary>
    SessionExpired,

    /// <summary>It did not join again in time.</summary>
    DidNotRejoin,

    /// <summary>It did not ask for its partitions in time.</summary>
    DidNotSync,

    /// <summary>It did not give back in time what the group took away.</summary>
    DidNotGiveBack,
}
