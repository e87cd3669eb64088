using OffsetGuard.Broker;
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
    private readonly List<Incarnation> _ended = [];
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

    /// <summary>Whether a process that was killed or failed is still to be started again.</summary>
    public bool HasRestarts => _restarts.Count > 0;

    public void Start(ProcessDefinition process)
    {
        var incarnation = new Incarnation(world, process, ++process.IncarnationCount);
        _incarnations.Add(incarnation);
        incarnation.Start();
    }

    /// <summary>Cuts the run short; the first reason counts.</summary>
    public void Fail(Exception failure) => Failure ??= failure;

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

    /// <summary>After the verdict: lets a thread unwind that is parked inside a call, and waits until it has.</summary>
    public void Reap(Incarnation incarnation)
    {
        Current = incarnation;
        incarnation.BeginReaping();
        AwaitDriversTurn();
    }

    /// <summary>Waits in real time; gives up on a process that makes no call for too long, and fails the run.</summary>
    private void AwaitDriversTurn()
    {
        var seen = Volatile.Read(ref _steps);
        while (!Driver.AwaitTurn(world.Options.HangTimeout))
        {
            var steps = Volatile.Read(ref _steps);
            if (steps == seen && Current is Incarnation hanging)
            {
                GiveUpOn(hanging);
                return;
            }

            seen = steps;
        }
    }

    /// <summary>Counts a call or a change of hands; false when there were too many and the run is over.</summary>
    public bool TryCountStep()
    {
        Volatile.Write(ref _steps, _steps + 1);
        if (_steps <= world.Options.StepsMax)
            return true;
        Fail(new ChaosException(
            $"The world has not come to rest after {world.Options.StepsMax} steps at {world.History.Elapsed} of virtual time. A process "
            + "never stops working: it may poll without end or re-read the same records. End the loop, or raise ChaosOptions.StepsMax. "
            + $"Last events:\n  {string.Join("\n  ", world.History.Events.TakeLast(6))}"));
        return false;
    }

    public void OnKilled(Incarnation incarnation)
    {
        _ended.Add(incarnation);
        ScheduleRestart(incarnation);
    }

    public void OnEnded(Incarnation incarnation, Exception? failure)
    {
        _ended.Add(incarnation);
        if (failure is not null && ++world.ProcessOf(incarnation).FailureCount <= world.Options.RestartsAfterFailureMax)
            ScheduleRestart(incarnation);
    }

    private void ScheduleRestart(Incarnation incarnation) =>
        _restarts.Enqueue((world.Cluster.Now + world.Options.RestartDelay, world.ProcessOf(incarnation)));

    private Actor Choose()
    {
        try
        {
            while (!IsOver())
            {
                DisconnectTheEnded();
                StartWhoIsDue();
                if (NextRunnable() is { } incarnation)
                    return Current = TryCountStep() ? incarnation : Driver;
                MoveTime();
            }
        }
        catch (Exception failure)
        {
            Fail(failure);
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

    /// <summary>Whatever clients a process left open die with it; the brokers notice nothing.</summary>
    private void DisconnectTheEnded()
    {
        foreach (var incarnation in _ended)
            incarnation.DisconnectClients();
        _ended.Clear();
    }

    private void StartWhoIsDue()
    {
        if (Phase != RunPhase.Running)
            return;   // whoever dies while stopping is started again in the next running phase
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

    private void MoveTime()
    {
        var now = world.Cluster.Now;
        var next = NextInstant() ?? throw new InvariantException($"Nobody can run at {world.History.Elapsed}, and nothing is awaited.");
        if (!world.Cluster.Step(next) && world.Cluster.Now <= now)
            throw new InvariantException($"Time does not move on from {world.History.Elapsed}.");
    }

    private DateTimeOffset? NextInstant()
    {
        var now = world.Cluster.Now;
        var end = Phase == RunPhase.Running ? world.RestsFrom : _phaseBeganAt + world.Options.StopTimeout + TimeSpan.FromMilliseconds(1);
        DateTimeOffset? next = end > now ? end : null;   // long quiet already, but a restart or a stall is still to come
        foreach (var incarnation in _incarnations)
        {
            if (incarnation.WaitsUntil is { } until && !(until >= next))
                next = until;
        }

        return Phase == RunPhase.Running && _restarts.TryPeek(out var restart) && !(restart.At >= next) ? restart.At : next;
    }

    private void GiveUpOn(Incarnation incarnation)
    {
        incarnation.GiveUp();
        var what = Phase == RunPhase.Reaping
            ? $"{incarnation.Name} is over and does not unwind: a finally or catch block has run for {world.Options.HangTimeout} of real time."
            : $"{incarnation.Name} has run for {world.Options.HangTimeout} of real time without calling the world.";
        Fail(new ChaosException(
            $"{what} It blocks on something real (a lock, a socket, Thread.Sleep) or loops without consuming. Hand it fakes for what it "
            + "waits for, or raise ChaosOptions.HangTimeout."));
    }
}
