using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Faults;

/// <summary>Counts the steps of a run and says where the schedule has a fault.</summary>
internal sealed class FaultInjector(IReadOnlyList<Fault> schedule, Func<TimeSpan> elapsed)
{
    private readonly Dictionary<(string Process, string Label), int> _counts = [];
    private readonly List<TakenStep> _steps = [];
    private readonly List<Fault> _pending = [.. schedule];
    private readonly List<int> _struckAt = [];

    /// <summary>All steps so far, those that a fault prevented included.</summary>
    public IReadOnlyList<TakenStep> Steps => _steps;

    /// <summary>Faults of the schedule that have not struck: the program never came to their place.</summary>
    public IReadOnlyList<Fault> Pending => _pending;

    /// <summary>How many steps had been taken when the last fault struck, that step included; zero when none has.</summary>
    public int LastStruckAt => _struckAt.Count == 0 ? 0 : _struckAt[^1];

    /// <summary>A step is about to be taken.</summary>
    public Step Next(Incarnation who, StepKind kind, string label)
    {
        var process = who.Name.Process;
        var occurrence = _counts.GetValueOrDefault((process, label)) + 1;
        _counts[(process, label)] = occurrence;
        var step = new Step(process, label, occurrence);
        _steps.Add(new TakenStep(step, kind, elapsed()));
        return step;
    }

    /// <summary>The next fault that strikes here, once; null when there is none.</summary>
    public Fault? Take(in Step step, Side side)
    {
        for (var i = 0; i < _pending.Count; i++)
        {
            var fault = _pending[i];
            if (fault.Side != side || !Fits(fault, step))
                continue;
            if (fault.Kind != FaultKind.Poison || fault.At == step)
                _struckAt.Add(_steps.Count);
            if (fault.Kind != FaultKind.Poison)
                _pending.RemoveAt(i);
            return fault;
        }

        return null;
    }

    private static bool Fits(Fault fault, in Step step) => fault.Kind == FaultKind.Poison
        ? fault.At.Process == step.Process && fault.At.Label == step.Label && step.Occurrence >= fault.At.Occurrence
        : fault.At == step;
}
