using OffsetGuard.Chaos.Reporting;

namespace OffsetGuard.Chaos;

/// <summary>Which promises a chaos test holds its programs to: a broken one fails the test, or is listed in the report as a warning.</summary>
/// <example>
/// <code>
/// new ChaosOptions { Promises = Promises.AtLeastOnce.With(Promise.PartitionOrder).Without(Promise.FinalCommitExact) }
/// </code>
/// </example>
public sealed record Promises
{
    private readonly long _kept;
    private readonly long _watched;

    private Promises(long kept, long watched) => (_kept, _watched) = (kept, watched);

    private static ReadOnlySpan<Promise> OfEveryConsumer =>
    [
        Promise.Progress, Promise.StopWhenFenced, Promise.NoPollSkip, Promise.MonotonicPoll, Promise.NoCommitBeyondLog, Promise.NoUnobservedWork,
    ];

    private static ReadOnlySpan<Promise> OfNoLoss =>
    [
        Promise.AtLeastOnce, Promise.GratuitousDuplicates, Promise.RewindAfterAbort, Promise.NoCommitAhead, Promise.FinalCommitExact,
    ];

    private static ReadOnlySpan<Promise> Manners =>
    [
        Promise.NothingAfterRevocation, Promise.NoCommitRegression, Promise.BoundedDuplicates, Promise.CommitsOwnPartitions, Promise.CleanHandOver, Promise.NoRebalanceStorm,
        Promise.NoSwallowedError, Promise.CleanShutdown,
    ];

    /// <summary>What a careful consumer keeps that may repeat records after a failure and never loses one. The default.</summary>
    public static Promises AtLeastOnce { get; } = new(Bits([.. OfEveryConsumer, .. OfNoLoss]), Bits(Manners));

    /// <summary>What a consumer keeps that commits first: it may lose the record that it works on, and never repeats one.</summary>
    public static Promises AtMostOnce { get; } = new(Bits([.. OfEveryConsumer, Promise.AtMostOnce]), Bits(Manners));

    /// <summary>What a consumer keeps whose effects take place exactly once, by transactions or because it recognizes what it has done.</summary>
    public static Promises ExactlyOnce { get; } = new(
        Bits(
        [
            .. OfEveryConsumer, .. OfNoLoss, Promise.ExactlyOnce, Promise.AbortedRead, Promise.PrecommittedRead, Promise.OffsetsInTransaction,
            Promise.NoProducerDuplicates,
        ]),
        Bits(Manners));

    /// <summary>No promise but the invariants of the test itself, to begin with when only a few are wanted.</summary>
    public static Promises None { get; } = new(0, 0);

    /// <summary>The same and this one: breaking it fails the test.</summary>
    /// <param name="promise">The promise.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such promise.</exception>
    public Promises With(Promise promise) => new(_kept | Bit(promise), _watched & ~Bit(promise));

    /// <summary>The same without this one, neither as a failure nor as a warning.</summary>
    /// <param name="promise">The promise.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such promise.</exception>
    public Promises Without(Promise promise) => new(_kept & ~Bit(promise), _watched & ~Bit(promise));

    /// <summary>The same with this one as a warning: breaking it is listed in the report.</summary>
    /// <param name="promise">The promise.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such promise.</exception>
    public Promises WithWarning(Promise promise) => new(_kept & ~Bit(promise), _watched | Bit(promise));

    /// <summary>Whether breaking it fails the test.</summary>
    internal bool Keeps(Promise promise) => (_kept & Bit(promise)) != 0;

    /// <summary>Whether it is checked at all.</summary>
    internal bool Checks(Promise promise) => ((_kept | _watched) & Bit(promise)) != 0;

    /// <summary>The ids of the promises whose breaking fails the test.</summary>
    public override string ToString() => string.Join(", ", Enum.GetValues<Promise>().Where(Keeps).Select(PromiseNames.IdOf));

    private static long Bits(ReadOnlySpan<Promise> promises)
    {
        var bits = 0L;
        foreach (var promise in promises)
            bits |= Bit(promise);
        return bits;
    }

    private static long Bit(Promise promise) => Enum.IsDefined(promise)
        ? 1L << (int)promise
        : throw new ArgumentOutOfRangeException(nameof(promise), promise, "There is no such promise.");
}
