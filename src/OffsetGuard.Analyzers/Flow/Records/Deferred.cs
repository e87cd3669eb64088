namespace OffsetGuard.Analyzers.Flow.Records;

/// <summary>What a running task will have done with the record when it ends: the states of its normal and its exceptional end.</summary>
/// <param name="Ended">States after a normal end.</param>
/// <param name="Thrown">States after an exception.</param>
internal readonly record struct Deferred(StateSet Ended, StateSet Thrown)
{
    /// <summary>A task of which only the signature is known.</summary>
    public static Deferred Opaque => new(StateSet.Of(RecordState.Processed), StateSet.Of(RecordState.Failed));

    /// <summary>The task commits the record itself.</summary>
    public bool Settles => Ended.Contains(RecordState.Settled);
}
