namespace OffsetGuard.Analyzers.Flow.Records;

/// <summary>A set of states of a record: one bit each.</summary>
internal readonly record struct StateSet(byte Bits)
{
    public static StateSet Empty => default;

    public bool IsEmpty => Bits == 0;

    public static StateSet Of(RecordState state) => new((byte)(1 << (int)state));

    public bool Contains(RecordState state) => (Bits & (1 << (int)state)) != 0;

    public static StateSet operator |(StateSet left, StateSet right) => new((byte)(left.Bits | right.Bits));
}
