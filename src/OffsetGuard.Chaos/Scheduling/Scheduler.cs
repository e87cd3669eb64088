using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Scheduling;

/// <summary>
/// Says who holds the token. It runs on the thread that gives the token up, so that a process which waits for time alone goes on without
/// any hand-over; time moves only when nobody can run.
/// </summary>
internal sealed class Scheduler(World world)
{
    private readonly List<Incarnation> _incarnations = [];
    private readonly Queue<(DateTimeOffset At, ProcessDefinition Process)> _restarts = new();
    private readonly List<Incarnation> _killed = [];
    private int _lastChosen = -1;
    private int _steps;
    private DateTimeOffset _phaseBeganAt;

    public Driver Driver { get; } = new();

    public IReadOnlyList<Incarnation> Incarnations => _incarnations;

    /// <summary>Who holds the token, for the message when somebody keeps it.</summary>
    public Actor? Current { get; private set; }

    public RunPhase Phase { get; private set; } = RunPhase.Running;

    /// <summary>Why the run was cut short; null when it came to rest by itself.</summary>
    public Exception? Failure { get; private set; }

    public void Start(ProcessDefinition process)
    {
        var incarnation = new Incarnation(world, process, ++process.IncarnationCount);
        _incarnations.Add(incarnation);
        incarnation.Start();
    }

    /// <summary>Gives the token up until <paramref name="actor"/> is chosen again.</summary>
    public void Yield(Actor actor)
    {
        var next = Choose();
        if (next == actor)
            return;
        next.GiveTurn();
        actor.AwaitTurn();
    }

    /// <summary>Gives the token up for good.</summary>
    public void Leave() => Choose().GiveTurn();

    /// <summary>The test's thread lets the world run a phase; comes back when it is over.</summary>
    public void Run(RunPhase phase)
    {
        Phase = phase;
        _phaseBeganAt = world.Cluster.Now;
        var next = Choose();
        if (next == Driver)
            return;
        next.GiveTurn();
        AwaitDriversTurn();
    }

    /// <summary>Waits in real time: a process that does not come back blocks on something that is no part of the world.</summary>
    public void AwaitDriversTurn()
    {
        if (Driver.AwaitTurn(world.Options.HangTimeout))
            return;
        throw new ChaosException(
            $"{(Current as Incarnation)?.Name} has run for {world.Options.HangTimeout} of real time without calling the world. It blocks on "
            + "something real (a lock, a socket, Thread.Sleep) or loops without consuming. Hand it fakes for what it waits for, or raise "
            + "ChaosOptions.HangTimeout.");
    }

    public void OnKilled(Incarnation incarnation)
    {
        _killed.Add(incarnation);
        ScheduleRestart(incarnation);
    }

    public void OnEnded(Incarnation incarnation, Exception? failure)
    {
        if (failure is null)
            return;
        _killed.Add(incarnation);   // whatever clients it left open die with it
        if (++world.ProcessOf(incarnation).FailureCount <= world.Options.RestartsAfterFailureMax)
            ScheduleRestart(incarnation);
    }

    private void ScheduleRestart(Incarnation incarnation)
    {
        if (Phase == RunPhase.Running)
            _restarts.Enqueue((world.Cluster.Now + world.Options.RestartDelay, world.ProcessOf(incarnation)));
    }

    private Actor Choose()
    {
        try
        {
            while (!IsOver())
            {
                BuryTheKilled();
                StartWhoIsDue();
                if (NextRunnable() is { } incarnation)
                {
                    CountStep();
                    return Current = incarnation;
                }

                world.Cluster.Step(NextInstant());
            }
        }
        catch (Exception failure)
        {
            Failure ??= failure;
        }

        return Current = Driver;
    }

    private bool IsOver() => Failure is not null || Phase switch
    {
        RunPhase.Running => _restarts.Count == 0 && !_incarnations.Exists(i => i.CanRun) && world.IsAtRest(),
        RunPhase.Stopping => _incarnations.TrueForAll(i => !i.IsAlive)
            || world.Cluster.Now > _phaseBeganAt + world.Options.StopTimeout,
        _ => true,
    };

    private void BuryTheKilled()
    {
        foreach (var incarnation in _killed)
            incarnation.DisconnectClients();
        _killed.Clear();
    }

    private void StartWhoIsDue()
    {
        while (_restarts.TryPeek(out var restart) && restart.At <= world.Cluster.Now)
        {
            _restarts.Dequeue();
            Start(restart.Process);
        }
    }

    /// <summary>In turn, beginning after the one that ran last.</summary>
    private Incarnation? NextRunnable()
    {
        for (var i = 1; i <= _incarnations.Count; i++)
        {
            var index = (_lastChosen + i) % _incarnations.Count;
            if (!_incarnations[index].CanRun)
                continue;
            _lastChosen = index;
            return _incarnations[index];
        }

        return null;
    }

    private DateTimeOffset NextInstant()
    {
        var next = Phase == RunPhase.Running
            ? world.RestsFrom
            : _phaseBeganAt + world.Options.StopTimeout + TimeSpan.FromMilliseconds(1);
        foreach (var incarnation in _incarnations)
        {
            if (incarnation.WaitsUntil is { } until && until < next)
                next = until;
        }

        return _restarts.TryPeek(out var restart) && restart.At < next ? restart.At : next;
    }

    private void CountStep()
    {
        if (++_steps <= world.Options.StepsMax)
            return;
        throw new ChaosException(
            $"The world has not come to rest after {world.Options.StepsMax} steps at {world.History.Elapsed} of virtual time. A process "
            + "never stops working: it may poll without end or re-read the same records. Look at the last lines of the history, or raise "
            + "ChaosOptions.StepsMax.");
    }
}
