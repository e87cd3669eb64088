using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers.Flow.Records;

/// <summary>The followed record on one path: one record that one consume call has returned, whichever it was.</summary>
/// <param name="State">How far it has come.</param>
/// <param name="Trail">How it came there; in a called function only the part since the call.</param>
internal sealed record Token(RecordState State, Trail? Trail)
{
    /// <summary>Null, or what the running task will have done.</summary>
    public Deferred Deferred { get; init; }

    /// <summary>The consumer stores the offsets of records by itself, so that <c>Commit()</c> commits this one.</summary>
    public bool IsStoredByClient { get; init; }

    /// <summary>The last decision on the path did not look at the record: see the last step of kind <see cref="StepKind.Ask"/>.</summary>
    public bool IsAsked { get; init; }

    /// <summary>The variable of the consumer it came from; null when that is an expression.</summary>
    public ISymbol? Consumer { get; init; }

    // Two ways to the same state are one path, unless a report would name another cause.
    private IOperation? Cause => State is RecordState.Fresh or RecordState.Processed or RecordState.Settled ? null : Trail?.Step.Operation;

    public Token With(RecordState state, PathStep step) => this with { State = state, Trail = Trail.Append(Trail, step) };

    public static bool IsSame(Token? left, Token? right) =>
        left is null || right is null
            ? left is null && right is null
            : left.State == right.State && left.Deferred == right.Deferred && left.IsStoredByClient == right.IsStoredByClient
                && left.IsAsked == right.IsAsked && left.Cause == right.Cause;
}
