namespace OffsetGuard.Broker.Clients.Producers;

/// <summary>What a failed transactional call leaves to the application.</summary>
internal enum FailureKind
{
    /// <summary>The call did not fail.</summary>
    None,

    /// <summary>The call was wrong; nothing has changed.</summary>
    Plain,

    /// <summary>The transaction has to be aborted.</summary>
    RequiresAbort,

    /// <summary>The producer is finished.</summary>
    Fatal,
}
