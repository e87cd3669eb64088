namespace OffsetGuard.Analyzers.Flow.Records;

/// <summary>What can happen to a record.</summary>
internal enum StepKind
{
    Consume,

    /// <summary>It is processed, and the path waits for the end.</summary>
    Process,

    /// <summary>A task that processes it is started.</summary>
    Start,

    /// <summary>Code that runs for several records at once takes it.</summary>
    Fork,

    /// <summary>It goes into a queue for somebody else.</summary>
    HandOff,

    /// <summary>It, or what was made of it, is handed to a producer that has confirmed nothing yet.</summary>
    Produce,

    /// <summary>A condition asks whether there is room or leave to process anything.</summary>
    Ask,

    /// <summary>An exception leaves its processing.</summary>
    Fail,
    Store,
    Commit,

    /// <summary>Another record is consumed while this one is open.</summary>
    ConsumeNext,

    /// <summary>The offset of another record of the consumer is committed or stored while this one is open.</summary>
    CommitOther,
    Seek,
}
