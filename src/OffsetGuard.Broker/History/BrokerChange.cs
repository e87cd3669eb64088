namespace OffsetGuard.Broker.History;

/// <summary>What became of a broker.</summary>
internal enum BrokerChange
{
    /// <summary>Its process ended without a word.</summary>
    Killed,

    /// <summary>Its process ended in order.</summary>
    Stopped,

    /// <summary>Its process hangs.</summary>
    Paused,

    /// <summary>Its process goes on.</summary>
    Resumed,

    /// <summary>It has a new process.</summary>
    Started,

    /// <summary>The cluster has given it up.</summary>
    Fenced,
}
