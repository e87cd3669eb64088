using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Faults;

/// <summary>Counts the steps of a run, asks where something goes wrong, and remembers what did.</summary>
internal sealed class FaultInjector(IFaultSource source, World world)
{
    private readonly Dictionary<(string Process, string Label), int> _counts = [];
    private readonly List<TakenStep> _steps = [];
    private readonly List<Fault> _struck = [];

    /// <summary>All steps so far, those that a fault prevented included.</summary>
    public IReadOnlyList<TakenStep> Steps => _steps;

    /// <summary>Faults of the schedule that have not struck: the program never came to their place.</summary>
    public IReadOnlyList<Fault> Pending => source.Pending;

    /// <summary>The faults that have struck, in their order.</summary>
    public IReadOnlyList<Fault> Struck => _struck;

    /// <summary>How many steps had been taken when the last fault struck, its own step included; zero when none has.</summary>
    public int LastStruckAt { get; private set; }

    /// <summary>A step is about to be taken.</summary>
    /// <param name="who">Who takes it.</param>
    /// <param name="kind">What kind of step.</param>
    /// <param name="label">Its name.</param>
    /// <param name="about">The partition and the group that it is about, where it is about one.</param>
    public TakenStep Next(Incarnation who, StepKind kind, string label, (TopicPartition? Partition, string? Group) about = default)
    {
        var process = who.Name.Process;
        var occurrence = _counts.GetValueOrDefault((process, label)) + 1;
        _counts[(process, label)] = occurrence;
        var taken = new TakenStep(new Step(process, label, occurrence), kind, who.Definition, world.Scheduler.HasRivals(who))
        {
            Partition = about.Partition,
            Group = about.Group,
            BrokerCount = world.Options.BrokerCount,
        };
        _steps.Add(taken);
        return taken;
    }

    /// <summary>The next fault that strikes here; null when there is none.</summary>
    public Fault? Take(in TakenStep taken, Side side)
    {
        world.CrashPoints?.Note(taken, side);
        if (source.Take(taken, side) is not { } fault)
            return null;
        if (_struck.Count == 0 || fault.Kind != FaultKind.Poison || !_struck.Contains(fault))
            _struck.Add(fault);
        LastStruckAt = _steps.Count;
        return fault;
    }
}
