using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers.Flow;

/// <summary>Everything that is known on one path: states of the records, who holds them, conditions tested so far.</summary>
/// <remarks>Paths that differ in the first two are kept apart; facts are intersected where paths meet.</remarks>
internal sealed class PathState
{
    private readonly RecordState[] records;
    private readonly Dictionary<Slot, Carried> held;
    private readonly Dictionary<string, ConditionFact> facts;

    public PathState(int recordCount)
        : this(new RecordState[recordCount], [], new Dictionary<string, ConditionFact>(StringComparer.Ordinal))
    {
    }

    private PathState(RecordState[] records, Dictionary<Slot, Carried> held, Dictionary<string, ConditionFact> facts)
    {
        this.records = records;
        this.held = held;
        this.facts = facts;
    }

    public int RecordCount => records.Length;

    public RecordState this[int record]
    {
        get => records[record];
        set => records[record] = value;
    }

    public PathState Clone() => new(
        (RecordState[])records.Clone(),
        new Dictionary<Slot, Carried>(held),
        new Dictionary<string, ConditionFact>(facts, StringComparer.Ordinal));

    public Carried HeldBy(Slot slot) => held.TryGetValue(slot, out var carried) ? carried : default;

    public void Hold(Slot slot, Carried carried)
    {
        if (carried.IsNothing)
            held.Remove(slot);
        else
            held[slot] = carried;
    }

    /// <summary>A new record arrives at this consume call: whoever held the last one holds nothing of interest any more.</summary>
    public void Replace(int record, RecordState state)
    {
        foreach (var slot in new List<Slot>(held.Keys))
            Hold(slot, held[slot].Without(1u << record));
        foreach (var fact in new List<ConditionFact>(facts.Values))
        {
            if (fact.IsVolatile)
                facts.Remove(fact.Condition);
        }

        records[record] = state;
    }

    /// <summary>Nobody can reach these records again on this path, so their state need not keep paths apart.</summary>
    public void ForgetUnheld()
    {
        var reachable = 0u;
        foreach (var carried in held.Values)
            reachable |= carried.All;
        for (var record = 0; record < records.Length; record++)
        {
            if ((reachable & (1u << record)) == 0)
                records[record] = default;
        }
    }

    public void EndFactsAbout(ISymbol variable)
    {
        foreach (var fact in new List<ConditionFact>(facts.Values))
        {
            if (fact.Reads.Contains(variable, SymbolEqualityComparer.Default))
                facts.Remove(fact.Condition);
        }
    }

    /// <summary>False when the path has already seen the opposite.</summary>
    public bool Assume(ConditionFact fact)
    {
        if (facts.TryGetValue(fact.Condition, out var known))
            return known.Value == fact.Value;
        facts.Add(fact.Condition, fact);
        return true;
    }

    public bool IsSamePathAs(PathState other)
    {
        for (var record = 0; record < records.Length; record++)
        {
            if (records[record] != other.records[record])
                return false;
        }

        if (held.Count != other.held.Count)
            return false;
        foreach (var pair in held)
        {
            if (!other.held.TryGetValue(pair.Key, out var carried) || carried != pair.Value)
                return false;
        }

        return true;
    }

    /// <summary>Keeps the facts both paths agree on; true when one was lost.</summary>
    public bool KeepSharedFacts(PathState other)
    {
        var lost = false;
        foreach (var fact in new List<ConditionFact>(facts.Values))
        {
            if (!other.facts.TryGetValue(fact.Condition, out var known) || known.Value != fact.Value)
                lost |= facts.Remove(fact.Condition);
        }

        return lost;
    }
}
