namespace OffsetGuard.Analyzers.Flow;

/// <summary>What a value holds of the consumed records; each set has one bit per consume call.</summary>
/// <param name="Records">The record itself, its message, or something made of them.</param>
/// <param name="Coordinates">Where the record lies and how long it is: topic, partition, offset. Passing it on processes nothing.</param>
/// <param name="NextOffsets">The offset behind the record, which is the one to commit.</param>
internal readonly record struct Carried(uint Records, uint Coordinates, uint NextOffsets)
{
    public bool IsNothing => (Records | Coordinates | NextOffsets) == 0;

    public uint All => Records | Coordinates | NextOffsets;

    public Carried CoordinatesOnly => new(0, All & ~NextOffsets, NextOffsets);

    public Carried Without(uint stale) => new(Records & ~stale, Coordinates & ~stale, NextOffsets & ~stale);

    public static Carried operator |(Carried left, Carried right) =>
        new(left.Records | right.Records, left.Coordinates | right.Coordinates, left.NextOffsets | right.NextOffsets);
}
