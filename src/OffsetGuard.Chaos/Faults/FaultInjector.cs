namespace OffsetGuard.Chaos.Faults;

/// <summary>Counts the durable effects of a run and says where the schedule has a fault.</summary>
internal sealed class FaultInjector(IReadOnlyList<Fault> schedule)
{
    private readonly Dictionary<(string Process, string Label), int> _counts = [];
    private readonly List<Effect> _effects = [];
    private readonly HashSet<Fault> _pending = [.. schedule];

    /// <summary>All effects so far, those of killed attempts included.</summary>
    public IReadOnlyList<Effect> Effects => _effects;

    /// <summary>Faults of the schedule that have not struck: the program never came to their place.</summary>
    public IReadOnlyCollection<Fault> Pending => _pending;

    /// <summary>An effect is about to happen.</summary>
    public Effect Next(string process, string label)
    {
        var occurrence = _counts.GetValueOrDefault((process, label)) + 1;
        _counts[(process, label)] = occurrence;
        var effect = new Effect(process, label, occurrence);
        _effects.Add(effect);
        return effect;
    }

    /// <summary>The fault that strikes here, once; null when there is none.</summary>
    public Fault? Take(Effect effect, CrashPhase phase)
    {
        if (_pending.Count == 0)
            return null;
        var fault = _pending.FirstOrDefault(f => f.At == effect && f.Phase == phase);
        if (fault is not null)
            _pending.Remove(fault);
        return fault;
    }
}
