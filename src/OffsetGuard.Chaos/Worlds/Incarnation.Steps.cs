using OffsetGuard.Broker.Clients.Producers;
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

    /// <summary>The effect of a record is durable.</summary>
    public void Process(TopicPartition partition, long offset)
    {
        var group = Definition.GroupOf(partition, offset) ?? throw new InvalidOperationException(
            $"Processed was called for {partition}@{offset}, but no consumer of process '{Name.Process}' has been given that record. "
            + "Pass the ConsumeResult that Consume returned.");
        Take(
            StepKind.Processing,
            $"Processed({partition}@{offset})",
            () => NoteProcessed(new RecordProcessed(World.History.Elapsed, Name, group, partition, offset)
            {
                Site = World.CapturesSites ? CallSite.OfApplication() : null,
                IsInHandler = IsInHandler,
            }),
            (partition, group));
    }

    /// <summary>The program is at a place that it has named.</summary>
    public void Mark(string label) => Take(
        StepKind.Mark, $"Mark({label})", () => World.History.Add(new MarkReached(World.History.Elapsed, Name, label)));

    /// <summary>The program says that something has happened which the test wants to see.</summary>
    public void Reach(string name)
    {
        Enter();
        if (!World.Marks.Reached.Contains(name))
            World.History.Add(new SometimesReached(World.History.Elapsed, Name, name));
        Exit();
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

    private void NoteProcessed(RecordProcessed processed)
    {
        if (!World.Transactions.TryAdd(processed, _clients.OfType<ProducerModel>()))
            World.History.Add(processed);
    }

    /// <summary>A step that is a call of its own.</summary>
    private void Take(StepKind kind, string label, Action effect, (TopicPartition? Partition, string? Group) about = default)
    {
        Enter();
        try
        {
            TakeStep(kind, label, effect, about);
        }
        finally
        {
            Exit();
        }
    }

    private void Thaw()
    {
        if (!IsAlive)
            return;
        IsFrozen = false;
        World.History.Add(new ProcessThawed(World.History.Elapsed, Name));
        Cluster.Thaw(_clients);
    }

    /// <summary>The step takes its time, and the world is not at rest before it is over.</summary>
    private void Hold(TimeSpan time)
    {
        if (time == TimeSpan.Zero)
            return;
        World.Scheduler.Plan(Cluster.Now + time, static () => { });
        Wait(static () => false, Cluster.Now + time, CancellationToken.None);
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
                Hold(fault.Time);
                break;
            case FaultKind.StandBack:
                Strand.StandBack();
                break;
            case FaultKind.Throw or FaultKind.Poison:
                World.History.Add(new FaultStruck(World.History.Elapsed, Name, fault.Kind, fault.InWords()));
                throw new InjectedFailureException(fault.InWords());
            case FaultKind.Join or FaultKind.Stop:
                World.Carry(fault, taken, this);
                if (fault.Kind == FaultKind.Stop)
                    Strand.StandBack();   // it is cancelled before this thread goes on
                Hold(fault.Time);   // long enough that the others notice
                break;
            default:
                World.Carry(fault, taken, this);
                break;
        }
    }
}
