using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Worlds;

/// <content>The steps that a process takes on its own threads, and the faults that strike there.</content>
internal sealed partial class Incarnation
{
    private readonly List<PartitionRevoked> _givenUp = [];
    private int _handlersRunning;

    /// <summary>Whether it will not go on before a fault lets it.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>Whether it is to be started again after it was asked to stop.</summary>
    public bool RestartsWhenStopped { get; private set; }

    /// <summary>Does something that the world sees; faults may strike before and after it.</summary>
    /// <param name="kind">What kind of step.</param>
    /// <param name="label">Its name.</param>
    /// <param name="effect">What it does.</param>
    /// <param name="about">The partition and the group that it is about, where it is about one.</param>
    public void TakeStep(StepKind kind, string label, Action effect, (TopicPartition? Partition, string? Group) about = default)
    {
        var taken = World.Faults.Next(this, kind, label, about);
        StrikeIfDue(taken, Side.Before);
        effect();
        StrikeIfDue(taken, Side.After);
    }

    /// <summary>Does something on a strand of its own, which then brings the answer; what a dead process awaits is never completed.</summary>
    public Task<TResult> Answer<TResult>(Func<TResult> call, CancellationToken cancellation)
    {
        Enter();
        var answer = new TaskCompletionSource<TResult>();
        StartStrand(() =>
        {
            if (cancellation.IsCancellationRequested)
            {
                answer.SetCanceled(cancellation);
                return;
            }

            TResult result;
            try
            {
                result = call();
            }
            catch (Exception failure) when (!_isReaping)
            {
                answer.SetException(failure);
                return;
            }

            answer.SetResult(result);
        });
        Exit();
        return answer.Task;
    }

    /// <summary>The whole process stands still, its clients included, and later goes on as if nothing had been.</summary>
    public void Freeze(TimeSpan duration)
    {
        if (!IsAlive || IsFrozen)
            return;
        IsFrozen = true;
        World.History.Add(new ProcessFrozen(World.History.Elapsed, Name, duration));
        foreach (var client in _clients.Where(Cluster.Clients.Contains))
            Cluster.Freeze(client);
        World.Scheduler.Plan(Cluster.Now + duration, Thaw);
    }

    /// <summary>Asks for an orderly stop in the middle of everything; a new life follows.</summary>
    public void StopAndRestart()
    {
        RestartsWhenStopped = true;
        Stop();
    }

    /// <summary>A consumer is told that a partition goes; it is gone once its handler has returned.</summary>
    public void NoteGivenUp(PartitionRevoked revoked)
    {
        World.History.Add(revoked);
        _givenUp.Add(revoked);
    }

    /// <summary>The handler of a revocation has returned, or there is none and the call returns.</summary>
    private void NoteReleased()
    {
        if (_givenUp.Count == 0 || _handlersRunning > 0)
            return;
        foreach (var gone in _givenUp)
            World.History.Add(new PartitionReleased(World.History.Elapsed, Name, gone.ClientId, gone.Group, gone.Partition));
        _givenUp.Clear();
    }

    private void Thaw()
    {
        if (!IsAlive)
            return;
        IsFrozen = false;
        World.History.Add(new ProcessThawed(World.History.Elapsed, Name));
        foreach (var client in _clients)
            Cluster.Thaw(client);
    }

    private void StrikeIfDue(TakenStep taken, Side side)
    {
        while (World.Faults.Take(taken, side) is { } fault)
        {
            Strike(fault, taken);
            ParkWhenStopped();
        }
    }

    private void Strike(Fault fault, in TakenStep taken)
    {
        switch (fault.Kind)
        {
            case FaultKind.Stall:
                World.History.Add(new ProcessStalled(World.History.Elapsed, Name, fault.Time));
                World.Scheduler.Plan(Cluster.Now + fault.Time, static () => { });   // until then the world is not at rest
                Wait(static () => false, Cluster.Now + fault.Time, CancellationToken.None);
                break;
            case FaultKind.StandBack:
                Strand.StandBack();
                break;
            case FaultKind.Throw or FaultKind.Poison:
                World.History.Add(new FaultStruck(World.History.Elapsed, Name, fault.InWords()));
                throw new InjectedFailureException(fault.InWords());
            case FaultKind.Join or FaultKind.Stop:
                World.Carry(fault, taken, this);
                if (fault.Time > TimeSpan.Zero)
                    Wait(static () => false, Cluster.Now + fault.Time, CancellationToken.None);   // long enough that the others notice
                break;
            default:
                World.Carry(fault, taken, this);
                break;
        }
    }
}
