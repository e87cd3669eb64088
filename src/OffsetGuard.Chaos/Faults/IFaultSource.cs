namespace OffsetGuard.Chaos.Faults;

/// <summary>Says at each step whether something goes wrong there.</summary>
internal interface IFaultSource
{
    /// <summary>Faults that are still to strike: the program has never come to their place.</summary>
    IReadOnlyList<Fault> Pending { get; }

    /// <summary>The next fault at this side of the step, or null when there is none left.</summary>
    Fault? Take(in TakenStep taken, Side side);
}

/// <summary>A schedule: faults that are known before the run.</summary>
internal sealed class Schedule(IReadOnlyList<Fault> faults) : IFaultSource
{
    private readonly List<Fault> _pending = [.. faults];

    public IReadOnlyList<Fault> Pending => _pending;

    public Fault? Take(in TakenStep taken, Side side)
    {
        for (var i = 0; i < _pending.Count; i++)
        {
            var fault = _pending[i];
            if (fault.Side != side || !Fits(fault, taken.Step))
                continue;
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
