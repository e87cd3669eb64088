namespace OffsetGuard.Analyzers.Flow.Calls;

/// <summary>What a call that receives a record, or something made of one, means for that record.</summary>
internal enum CallMeaning
{
    /// <summary>It only looks: logging, metrics, comparing, disposing.</summary>
    Observation,

    /// <summary>Its result is made of the record.</summary>
    Derivation,

    /// <summary>As a derivation, but the call may have been the processing itself.</summary>
    PerhapsProcessing,

    /// <summary>It processes the record.</summary>
    Effect,

    /// <summary>It puts the record into the collection it is called on.</summary>
    Collection,

    /// <summary>It puts the record where other code takes it out: a channel, a concurrent queue, a dataflow block.</summary>
    HandOff,

    /// <summary>It begins to go through what holds the record.</summary>
    Enumeration,

    /// <summary>It goes one element further.</summary>
    Advance,

    /// <summary>It takes something out of a queue, if there is anything.</summary>
    Removal,

    /// <summary>It commits the record. Only a project can say so: what is seen to commit is followed.</summary>
    Commit,

    /// <summary>What becomes of the record cannot be seen from here.</summary>
    Escape,
}
