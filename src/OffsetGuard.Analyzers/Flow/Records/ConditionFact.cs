using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers.Flow.Records;

/// <summary>A condition that a path has tested.</summary>
/// <param name="Condition">The normal form: <c>a != b</c> is written as the opposite of <c>a == b</c>.</param>
/// <param name="Value">What it was.</param>
/// <param name="Reads">Variables whose next assignment ends the fact.</param>
/// <param name="IsVolatile">It reads fields or properties too: a new record ends it.</param>
internal sealed record ConditionFact(string Condition, bool Value, ImmutableArray<ISymbol> Reads, bool IsVolatile)
{
    private const string Gate = "gate ";

    /// <summary>No condition of the code: a semaphore that was waited for.</summary>
    public bool IsGate => Condition.StartsWith(Gate, StringComparison.Ordinal);

    public static ConditionFact OfGate(ISymbol gate) => new(Gate + gate.Name, Value: true, ImmutableArray.Create(gate), IsVolatile: false);
}
