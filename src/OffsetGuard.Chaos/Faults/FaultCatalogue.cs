using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Faults;

/// <summary>Which faults can strike at a step and make a difference there.</summary>
/// <param name="allowed">What may go wrong in this test.</param>
internal sealed class FaultCatalogue(ChaosFaults allowed)
{
    private static readonly TimeSpan s_beyond = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    // Longer than the heartbeat interval of 3 s: only then does a member hear of a rebalance, in the middle of what it does.
    private static readonly TimeSpan s_noticed = TimeSpan.FromSeconds(4);

    // Just long enough to be given partitions: a visitor that stays does all the work.
    private static readonly TimeSpan s_visit = TimeSpan.FromSeconds(5);

    /// <summary>Every fault at both sides of the step, the plain kill first.</summary>
    public IEnumerable<Fault> At(TakenStep taken) => KillsAt(taken).Concat(OthersAt(taken));

    /// <summary>A kill on both sides.</summary>
    public IEnumerable<Fault> KillsAt(TakenStep taken) => taken.Kind == StepKind.Delivery || !IsAllowed(FaultKind.Kill)
        ? []
        : [Fault.Kill(taken.Step, Side.Before), Fault.Kill(taken.Step, Side.After)];

    /// <summary>Everything but kills.</summary>
    public IEnumerable<Fault> OthersAt(TakenStep taken) => OfKind(taken).Where(f => IsAllowed(f.Kind)).Select(f => f with { At = taken.Step });

    public bool IsAllowed(FaultKind kind) => ((int)allowed & (1 << (int)kind)) != 0;

    private static IEnumerable<Fault> OfKind(TakenStep taken) => taken.Kind switch
    {
        StepKind.Delivery => [.. OfProcess(taken), .. OfPartition(taken), .. InOtherOrder(taken)],
        StepKind.Processing or StepKind.Mark => [.. OfHandler(taken.Process), .. OfProcess(taken), .. InOtherOrder(taken)],
        StepKind.Write => [.. OfHandler(taken.Process), After(FaultKind.Throw), .. OfProcess(taken), .. InOtherOrder(taken)],
        StepKind.Commit =>
        [
            Before(FaultKind.Refuse) with { Error = ErrorCode.RebalanceInProgress }, After(FaultKind.Refuse) with { Error = ErrorCode.RequestTimedOut },
            .. Lost, .. OfProcess(taken), Before(FaultKind.MoveCoordinator),
        ],
        StepKind.Production =>
        [
            Before(FaultKind.Refuse) with { Error = ErrorCode.NotEnoughReplicas }, .. Lost, .. OfTransaction(taken.Process), .. OfPartition(taken),
        ],
        StepKind.TransactionOffsets =>
        [
            Before(FaultKind.Refuse) with { Error = ErrorCode.IllegalGeneration }, .. Lost, .. OfTransaction(taken.Process), .. OfProcess(taken),
        ],
        StepKind.TransactionEnd =>
        [
            Before(FaultKind.Refuse) with { Error = ErrorCode.CoordinatorLoadInProgress }, .. Lost, .. OfTransaction(taken.Process),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(taken), taken.Kind, "There is no such kind of step."),
    };

    private static Fault[] Lost => [Before(FaultKind.Lose), After(FaultKind.Lose)];

    /// <summary>What a handler can do: fail, or take its time.</summary>
    private static IEnumerable<Fault> OfHandler(ProcessDefinition process)
    {
        yield return Before(FaultKind.Throw);
        yield return Before(FaultKind.Poison);
        if (process.AutoCommitInterval > TimeSpan.Zero)
            yield return Before(FaultKind.Stall) with { Time = process.AutoCommitInterval };
        if (process.PollIntervalMax > TimeSpan.Zero)
            yield return Before(FaultKind.Stall) with { Time = process.PollIntervalMax + s_beyond };
    }

    /// <summary>What can happen to a process at any step.</summary>
    private static IEnumerable<Fault> OfProcess(TakenStep taken)
    {
        var process = taken.Process;
        yield return Before(FaultKind.Stop);
        if (process.SessionTimeout > TimeSpan.Zero)
            yield return Before(FaultKind.Freeze) with { Time = process.SessionTimeout + s_beyond };
        if (process.MayHaveReplicas)
        {
            yield return Before(FaultKind.Join);
            yield return taken.Kind == StepKind.Delivery
                ? Before(FaultKind.Visit) with { Time = s_visit }
                : Before(FaultKind.Join) with { Time = s_noticed };
        }

        if (taken.Kind is StepKind.Processing or StepKind.Write)
            yield return Before(FaultKind.SkewClock) with { Time = s_hour };
    }

    private static Fault[] OfTransaction(ProcessDefinition process) => process.TransactionTimeout > TimeSpan.Zero
        ? [Before(FaultKind.Freeze) with { Time = process.TransactionTimeout + s_beyond }]
        : [];

    private static IEnumerable<Fault> OfPartition(TakenStep taken)
    {
        yield return Before(FaultKind.Trim);
        if (taken.BrokerCount == 1)
            yield break;
        yield return Before(FaultKind.KillLeader);
        yield return Before(FaultKind.PauseLeader);
        yield return Before(FaultKind.ElectUnclean);
    }

    private static Fault[] InOtherOrder(TakenStep taken) => taken.HasRivals ? [Before(FaultKind.StandBack)] : [];

    private static Fault Before(FaultKind kind) => new(kind, default, Side.Before);

    private static Fault After(FaultKind kind) => new(kind, default, Side.After);
}
