using OffsetGuard.Broker;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Scheduling;

/// <summary>
/// Says who holds the token. It runs on the thread that gives the token up, so that a process which waits for time alone goes on without
/// any hand-over; time moves only when nobody can run.
/// </summary>
internal sealed partial class Scheduler
{
    private readonly World _world;
    private readonly List<Incarnation> _incarnations = [];
    private readonly List<Strand> _strands = [];   // in the order of their creation
    private readonly List<Incarnation> _ended = [];
    private readonly int _driversThreadId = Environment.CurrentManagedThreadId;
    private int _lastChosen = -1;
    private long _turnCount;
    private int _steps;
    private DateTimeOffset _phaseBeganAt;

    public Scheduler(World world)
    {
        _world = world;
        Driver = new Driver(this);
    }

    public Driver Driver { get; }

    /// <summary>Whether the caller is the test itself.</summary>
    public bool IsOnDriversThread => Environment.CurrentManagedThreadId == _driversThreadId;

    public DateTimeOffset Now => _world.Cluster.Now;

    public SimThreadPool Threads => _world.Threads;

    public IReadOnlyList<Incarnation> Incarnations => _incarnations;

    /// <summary>Who holds the token, for the message when somebody keeps it.</summary>
    public Actor? Current { get; private set; }

    /// <summary>How often somebody had the token and did something with it, or a message was carried: who blocks looks again only then.</summary>
    public long ProgressCount => _turnCount + _world.Cluster.EventCount;

    /// <summary>Whether the world runs, so that the test's own thread waits.</summary>
    public bool IsRunning { get; private set; }

    public RunPhase Phase { get; private set; } = RunPhase.Running;

    /// <summary>Why the run was cut short; null when it came to rest by itself.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Whether the run was cut short because somebody blocks for ever; a run with stacks says where.</summary>
    public bool IsStuck { get; private set; }

    /// <summary>Whether the run was cut short because it went on and on.</summary>
    public bool IsRestless { get; private set; }

    public Incarnation Start(ProcessDefinition process)
    {
        var incarnation = new Incarnation(_world, process, ++process.IncarnationCount);
        _incarnations.Add(incarnation);
        incarnation.Start();
        return incarnation;
    }

    /// <summary>A new strand takes part, behind all others.</summary>
    public void Add(Strand strand) => _strands.Add(strand);

    /// <summary>The strand has ended, or will never have a turn again.</summary>
    public void Forget(Strand strand)
    {
        var index = _strands.IndexOf(strand);
        if (index < 0)
            return;
        _strands.RemoveAt(index);
        if (index <= _lastChosen)
            _lastChosen--;
    }

    /// <summary>Whether the process has anything under way that goes on by itself.</summary>
    public bool HasStrands(Incarnation incarnation) => _strands.Exists(s => s.Owner == incarnation);

    /// <summary>A strand of the process that blocks on something real, or null.</summary>
    public Strand? BlockedStrandOf(Incarnation incarnation) => _strands.Find(s => s.Owner == incarnation && s.IsBlocked);

    /// <summary>Whether somebody else than the calling strand could go on: another process that runs, or another strand of this one.</summary>
    public bool HasRivals(Incarnation incarnation) => _strands.Count > 1 && _strands.Exists(s => s != Actor.Current && s.Owner is not { IsAlive: false });

    /// <summary>How many pieces of work of the process are under way beside the calling one.</summary>
    public int CountWorkBeside(Actor? caller, Incarnation incarnation) =>
        _strands.Count(s => s != caller && s.Owner == incarnation && s.IsWorkOfTheProgram);

    /// <summary>Cuts the run short; the first reason counts.</summary>
    public void Fail(Exception failure) => Failure ??= failure;

    /// <summary>Cuts the run short because somebody blocks for ever.</summary>
    public void FailStuck(Exception failure)
    {
        IsStuck = true;
        Fail(failure);
    }

    /// <summary>Gives the token up until <paramref name="strand"/> is chosen again.</summary>
    public void Yield(Strand strand)
    {
        Actor.GoIn();
        var next = ChooseNext();
        if (next != strand)
        {
            next.GiveTurn();
            strand.AwaitTurn();
        }

        Actor.GoOut();
    }

    /// <summary>Gives the token up for good.</summary>
    public void Leave()
    {
        Actor.GoIn();
        ChooseNext().GiveTurn();
        Actor.GoOut();
    }

    /// <summary>Takes the token from the caller; whoever is returned has to be given the turn.</summary>
    public Actor ChooseNext()
    {
        var next = Choose();
        if (next is not Strand { IsBlocked: true })
            _turnCount++;
        return Current = next;
    }

    /// <summary>Somebody who blocked has what he waited for.</summary>
    public void NoteProgress() => _turnCount++;

    /// <summary>The test's thread lets the world run a phase; comes back when it is over.</summary>
    public void Run(RunPhase phase)
    {
        var outer = Actor.Current;
        Actor.Current = Driver;
        IsRunning = true;
        try
        {
            Phase = phase;
            _phaseBeganAt = Now;
            var next = ChooseNext();
            if (next == Driver)
                return;
            next.GiveTurn();
            AwaitDriversTurn();
        }
        finally
        {
            IsRunning = false;
            Actor.Current = outer;
        }
    }

    /// <summary>How many calls and changes of hands there were.</summary>
    public int StepCount => _steps;

    /// <summary>Counts a call or a change of hands; false when there were too many and the run is over.</summary>
    public bool TryCountStep()
    {
        Volatile.Write(ref _steps, _steps + 1);
        if (_steps <= Math.Min(_world.Plan.StepsMax ?? int.MaxValue, _world.Options.StepsMax) && !(_world.History.Events.Count > _world.Plan.EventsMax))
            return true;
        IsRestless = true;
        Fail(new ChaosException(
            $"The world has not come to rest after {_steps - 1} steps at {_world.History.Elapsed} of virtual time. A process "
            + "never stops working: it may poll without end or re-read the same records. End the loop, or raise ChaosOptions.StepsMax. "
            + $"Last events:\n  {string.Join("\n  ", _world.History.Events.TakeLast(6))}"));
        return false;
    }

    private Actor Choose()
    {
        try
        {
            while (!IsOver())
            {
                DisconnectTheEnded();
                DoWhatIsDue();
                if (NextRunnable() is { } strand)
                    return TryCountStep() ? strand : Driver;
                MoveTime();
            }
        }
        catch (Exception failure)
        {
            Fail(failure);
        }

        return Driver;
    }

    private bool IsOver() => Failure is not null || Phase switch
    {
        RunPhase.Running => _restarts.Count == 0 && _world.IsAtRest() && !_strands.Exists(s => s.CanRun || s.StandsBack),
        RunPhase.Stopping => _incarnations.TrueForAll(i => !i.IsAlive) || Now > _phaseBeganAt + _world.Options.StopTimeout,
        _ => true,
    };

    /// <summary>Whatever clients a process left open die with it; the brokers notice nothing.</summary>
    private void DisconnectTheEnded()
    {
        foreach (var incarnation in _ended)
            incarnation.DisconnectClients();
        _ended.Clear();
    }

    /// <summary>In turn, beginning after the one that ran last; who stands back comes when nobody else can.</summary>
    private Strand? NextRunnable()
    {
        Strand? standing = null;
        for (var i = 1; i <= _strands.Count; i++)
        {
            var index = (_lastChosen + i) % _strands.Count;
            var strand = _strands[index];
            if (strand.CanRun)
            {
                _lastChosen = index;
                return strand;
            }

            if (standing is null && strand.StandsBack)
                standing = strand;
        }

        return standing;
    }
}
