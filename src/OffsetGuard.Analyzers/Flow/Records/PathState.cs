using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers.Flow.Records;

/// <summary>Everything that is known on one path: the state of the record, who holds it, conditions tested so far.</summary>
/// <remarks>Paths that differ in the first two are kept apart; facts are intersected where paths meet.</remarks>
internal sealed class PathState
{
    private readonly Dictionary<Slot, Value> held;
    private readonly Dictionary<string, ConditionFact> facts;

    public PathState(Token? token)
        : this(token, [], new Dictionary<string, ConditionFact>(StringComparer.Ordinal))
    {
    }

    private PathState(Token? token, Dictionary<Slot, Value> held, Dictionary<string, ConditionFact> facts)
    {
        Token = token;
        this.held = held;
        this.facts = facts;
    }

    /// <summary>Null as long as the record is not consumed.</summary>
    public Token? Token { get; set; }

    public bool HasFacts => facts.Count > 0;

    /// <summary>The path cannot go on, or nothing more can be said about it.</summary>
    public bool IsOver { get; private set; }

    public IEnumerable<KeyValuePair<Slot, Value>> Held => held;

    public void End() => IsOver = true;

    public PathState Clone() => new(
        Token, new Dictionary<Slot, Value>(held), new Dictionary<string, ConditionFact>(facts, StringComparer.Ordinal)) { IsOver = IsOver };

    public Value HeldBy(Slot slot) => held.TryGetValue(slot, out var value) ? value : Value.None;

    public void Hold(Slot slot, Value value)
    {
        if (value.IsNothing)
            held.Remove(slot);
        else
            held[slot] = value;
    }

    /// <summary>Nobody on this path can reach the record any more.</summary>
    public bool IsOutOfReach
    {
        get
        {
            foreach (var value in held.Values)
            {
                if (value.IsCarrying || value.Function is not null)
                    return false;
            }

            return true;
        }
    }

    /// <summary>Nobody will hold the record any more, once this variable is overwritten.</summary>
    public bool IsLetGoBy(Slot? overwritten)
    {
        foreach (var pair in held)
        {
            if (pair.Value.IsCarrying && pair.Key != overwritten)
                return false;
        }

        return true;
    }

    /// <summary>The path has waited for a gate that lets one task run at a time, and has not opened it again itself.</summary>
    public bool IsBehindGate
    {
        get
        {
            foreach (var fact in facts.Values)
            {
                if (fact.IsGate)
                    return true;
            }

            return false;
        }
    }

    public void PassGate(ISymbol gate) => Assume(ConditionFact.OfGate(gate));

    public void EndFactsAbout(ISymbol variable) => EndFacts(fact => fact.Reads.Contains(variable, SymbolEqualityComparer.Default));

    /// <summary>Fields and properties may say something else when time has passed.</summary>
    public void EndVolatileFacts() => EndFacts(fact => fact.IsVolatile);

    /// <summary>False when the path has already seen the opposite.</summary>
    public bool Assume(ConditionFact fact)
    {
        if (facts.TryGetValue(fact.Condition, out var known))
            return known.Value == fact.Value;
        facts.Add(fact.Condition, fact);
        return true;
    }

    /// <summary>What the path knows of a condition; null for nothing.</summary>
    public bool? FindFact(string condition) => facts.TryGetValue(condition, out var known) ? known.Value : null;

    public bool IsSamePathAs(PathState other)
    {
        if (!Token.IsSame(Token, other.Token) || held.Count != other.held.Count)
            return false;
        foreach (var pair in held)
        {
            if (!other.held.TryGetValue(pair.Key, out var value) || value != pair.Value)
                return false;
        }

        return true;
    }

    /// <summary>Keeps the facts both paths agree on; true when one was lost.</summary>
    public bool KeepSharedFacts(PathState other)
    {
        var before = facts.Count;
        EndFacts(fact => !other.facts.TryGetValue(fact.Condition, out var known) || known.Value != fact.Value);
        return facts.Count < before;
    }

    private void EndFacts(Func<ConditionFact, bool> isOver)
    {
        if (facts.Count == 0)
            return;
        foreach (var fact in new List<ConditionFact>(facts.Values))
        {
            if (isOver(fact))
                facts.Remove(fact.Condition);
        }
    }
}
