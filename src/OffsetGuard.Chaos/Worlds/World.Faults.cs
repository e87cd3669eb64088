using OffsetGuard.Broker;
using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Worlds;

/// <content>Faults that strike a whole process or the cluster, wherever the step is taken.</content>
public sealed partial class World
{
    /// <summary>Carries out a fault that changes more than one call.</summary>
    internal void Carry(Fault fault, in TakenStep taken, Incarnation who)
    {
        switch (fault.Kind)
        {
            case FaultKind.Kill:
                who.Kill($"{(fault.Side == Side.Before ? "before" : "after")} {fault.At.Label}");
                return;
            case FaultKind.Freeze:
                who.Freeze(fault.Time);
                return;
        }

        History.Add(new FaultStruck(History.Elapsed, who.Name, fault.Kind, fault.InWords())
        {
            HoldsRequest = fault.Time > TimeSpan.Zero && taken.Kind is StepKind.Commit or StepKind.Production or StepKind.TransactionOffsets or StepKind.TransactionEnd,
        });
        switch (fault.Kind)
        {
            case FaultKind.Stop:
                who.StopAndRestart();
                break;
            case FaultKind.Join:
                Join(who.Definition);
                break;
            case FaultKind.Visit:
                var visitor = Join(who.Definition);
                Scheduler.Plan(Cluster.Now + fault.Time, visitor.Stop);
                break;
            case FaultKind.SkewClock:
                who.ClockSkew += fault.Time;
                break;
            case >= FaultKind.MoveCoordinator and <= FaultKind.Trim:
                Bring(fault.Kind, taken);
                break;
            default:
                throw new InvariantException($"Nobody carries out '{fault.InWords()}'.");
        }
    }

    /// <summary>Another instance of a process, with the next free number.</summary>
    private Incarnation Join(ProcessDefinition original)
    {
        var number = 2;
        while (_processes.Exists(p => p.Name == $"{original.Name}-{number}"))
            number++;
        var replica = new ProcessDefinition($"{original.Name}-{number}", original.Body);
        _processes.Add(replica);
        return Scheduler.Start(replica);
    }
}
