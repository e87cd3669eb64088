using OffsetGuard.Analyzers.Flow.Graphs;

namespace OffsetGuard.Analyzers.Flow.Records;

/// <summary>A value as far as it matters here.</summary>
/// <param name="Carried">What it holds of the record.</param>
/// <param name="Function">The code it stands for, if it is a delegate.</param>
/// <param name="Known">What else is known of it.</param>
internal readonly record struct Value(Carried Carried, FunctionBody? Function = null, Known Known = Known.Nothing)
{
    public static Value None => default;

    public bool IsNothing => this == default;

    public bool IsCarrying => (Carried & (Carried.Record | Carried.Coordinates | Carried.Task)) != 0;

    public bool HasRecord => Has(Carried.Record);

    public bool Has(Carried part) => (Carried & part) != 0;

    /// <summary>A value made of this one: it may be anything, but it comes from the same record.</summary>
    public Value Derived => new(Carried & ~Carried.Unseen);

    public Value Without(Carried part) => this with { Carried = Carried & ~part };

    public static Value operator |(Value left, Value right) => new(
        left.Carried | right.Carried,
        left.Function ?? right.Function,
        left.Known == right.Known ? left.Known : Known.Nothing);
}
