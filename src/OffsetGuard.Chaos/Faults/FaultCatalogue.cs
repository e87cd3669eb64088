using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Faults;

/// <summary>Which faults can strike at a step and make a difference there.</summary>
internal static class FaultCatalogue
{
    private static readonly TimeSpan s_beyond = TimeSpan.FromSeconds(1);

    /// <summary>Every fault at both sides of the step, the plain kill first.</summary>
    public static IEnumerable<Fault> At(TakenStep taken) => KillsAt(taken).Concat(OthersAt(taken));

    /// <summary>A kill on both sides, and where the client commits by itself also after a pause in which it does.</summary>
    public static IEnumerable<Fault> KillsAt(TakenStep taken) => taken.Kind == StepKind.Delivery
        ? []
        : [Fault.Kill(taken.Step, Side.Before), Fault.Kill(taken.Step, Side.After)];

    /// <summary>Everything but kills.</summary>
    public static IEnumerable<Fault> OthersAt(TakenStep taken)
    {
        var faults = taken.Kind switch
        {
            StepKind.Delivery => Delivering(taken.Process),
            StepKind.Processing => Handling(taken.Process),
            StepKind.Mark => Handling(taken.Process),
            StepKind.Write => Handling(taken.Process).Append(new Fault(FaultKind.Throw, default, Side.After)),
            StepKind.Commit => Committing(taken.Process),
            StepKind.Production => Sending(ErrorCode.NotEnoughReplicas),
            StepKind.TransactionOffsets => Sending(ErrorCode.IllegalGeneration),
            StepKind.TransactionEnd => Sending(ErrorCode.CoordinatorLoadInProgress),
            _ => throw new ArgumentOutOfRangeException(nameof(taken), taken.Kind, "There is no such kind of step."),
        };
        if (taken.HasRivals && taken.Kind is not (StepKind.Commit or StepKind.Production or StepKind.TransactionOffsets or StepKind.TransactionEnd))
            faults = faults.Append(new Fault(FaultKind.StandBack, default, Side.Before));
        return faults.Select(f => f with { At = taken.Step });
    }

    private static IEnumerable<Fault> Delivering(ProcessDefinition process)
    {
        if (process.SessionTimeout > TimeSpan.Zero)
            yield return new Fault(FaultKind.Freeze, default, Side.Before) { Time = process.SessionTimeout + s_beyond };
        if (process.MayHaveReplicas)
            yield return new Fault(FaultKind.Join, default, Side.Before);
        yield return new Fault(FaultKind.Stop, default, Side.Before);
    }

    private static IEnumerable<Fault> Handling(ProcessDefinition process)
    {
        yield return new Fault(FaultKind.Throw, default, Side.Before);
        yield return new Fault(FaultKind.Stop, default, Side.Before);
        if (process.SessionTimeout > TimeSpan.Zero)
            yield return new Fault(FaultKind.Freeze, default, Side.Before) { Time = process.SessionTimeout + s_beyond };
        if (process.PollIntervalMax > TimeSpan.Zero)
            yield return new Fault(FaultKind.Stall, default, Side.Before) { Time = process.PollIntervalMax + s_beyond };
        if (process.AutoCommitInterval > TimeSpan.Zero)
            yield return new Fault(FaultKind.Stall, default, Side.Before) { Time = process.AutoCommitInterval };
        if (process.MayHaveReplicas)
            yield return new Fault(FaultKind.Join, default, Side.Before);
    }

    private static IEnumerable<Fault> Committing(ProcessDefinition process)
    {
        yield return new Fault(FaultKind.Refuse, default, Side.Before) { Error = ErrorCode.RebalanceInProgress };
        yield return new Fault(FaultKind.Refuse, default, Side.After) { Error = ErrorCode.RequestTimedOut };
        yield return new Fault(FaultKind.Lose, default, Side.Before);
        yield return new Fault(FaultKind.Lose, default, Side.After);
        if (process.SessionTimeout > TimeSpan.Zero)
            yield return new Fault(FaultKind.Freeze, default, Side.Before) { Time = process.SessionTimeout + s_beyond };
        if (process.MayHaveReplicas)
            yield return new Fault(FaultKind.Join, default, Side.Before);
    }

    private static IEnumerable<Fault> Sending(ErrorCode refusal)
    {
        yield return new Fault(FaultKind.Refuse, default, Side.Before) { Error = refusal };
        yield return new Fault(FaultKind.Lose, default, Side.Before);
        yield return new Fault(FaultKind.Lose, default, Side.After);
    }
}
