using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Scheduling;

/// <summary>
/// A line of execution of a process: its main function, a continuation, a timer's callback, a piece of work on the thread pool. It runs
/// until it waits, and nobody else runs meanwhile.
/// </summary>
internal abstract class Strand(Scheduler scheduler, Incarnation? owner) : Actor(scheduler)
{
    private Func<bool> _isReady = static () => true;
    private CancellationToken _cancellation;
    private DateTimeOffset _until;
    private long _polledAt;
    private StrandState _state;

    private enum StrandState
    {
        Ready,
        Waiting,
        Blocked,
        Standing,
        Ended,
    }

    /// <summary>Whose it is; null for pool work until it is seen whom it works for.</summary>
    public Incarnation? Owner { get; set; } = owner;

    /// <summary>Whether the program has begun it, and not a client or the host.</summary>
    public bool IsWorkOfTheProgram { get; init; } = true;

    public bool IsEnded => _state == StrandState.Ended;

    /// <summary>Whether it is on a thread, so that the thread has to be given back when the process is over.</summary>
    public abstract bool HasThread { get; }

    /// <summary>Whether nobody waits for its thread any more.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>When it goes on at the latest; null when it does not wait.</summary>
    public DateTimeOffset? WaitsUntil => _state is StrandState.Waiting or StrandState.Blocked ? _until : null;

    /// <summary>Whether it blocks on something real until another strand sets it.</summary>
    public bool IsBlocked => _state == StrandState.Blocked;

    /// <summary>Where in the program it began to block, when stacks are captured.</summary>
    public string? BlockedAt { get; private set; }

    /// <summary>Whether it lets all others go first, until they cannot go on.</summary>
    public bool StandsBack => _state == StrandState.Standing && Owner is not { MayRun: false };

    public bool CanRun => Owner is not { MayRun: false } && _state switch
    {
        StrandState.Ready => true,
        StrandState.Waiting => _isReady() || IsDue || _cancellation.IsCancellationRequested,
        StrandState.Blocked => Scheduler.ProgressCount != _polledAt || IsDue,   // what it waits for is looked at again after others ran
        _ => false,
    };

    private bool IsDue => Scheduler.Now >= _until;

    /// <summary>Waits in virtual time and lets others run; comes back when one of the three has come about, or to be reaped.</summary>
    public void Wait(Func<bool> isReady, DateTimeOffset until, CancellationToken cancellation)
    {
        (_isReady, _until, _cancellation) = (isReady, until, cancellation);
        YieldAs(StrandState.Waiting);
    }

    /// <summary>Waits for something real that another strand may set, without knowing when: it has to look again.</summary>
    /// <param name="until">When it stops to wait, in virtual time.</param>
    /// <param name="site">File and line, when stacks are captured.</param>
    public void Block(DateTimeOffset until, string? site)
    {
        BlockedAt = site;
        (_until, _polledAt) = (until, Scheduler.ProgressCount);
        YieldAs(StrandState.Blocked);
    }

    /// <summary>Lets everybody else go on as far as they can, without time passing.</summary>
    public void StandBack() => YieldAs(StrandState.Standing);

    /// <summary>Gives the token up for as long as its process may not run.</summary>
    public void Park() => YieldAs(_state == StrandState.Ended ? StrandState.Ended : StrandState.Ready);

    /// <summary>Nobody will ever give its thread a turn again.</summary>
    public void ParkForEver()
    {
        if (!IsGivenUp)
        {
            IsGivenUp = true;
            Scheduler.Forget(this);
            Scheduler.Leave();
        }

        while (true)
            AwaitTurn();
    }

    /// <summary>Its thread keeps the token for itself; nobody waits for it any more.</summary>
    public void GiveUp() => IsGivenUp = true;

    protected void End()
    {
        _state = StrandState.Ended;
        Scheduler.Forget(this);
    }

    private void YieldAs(StrandState state)
    {
        _state = state;
        Scheduler.Yield(this);
        if (_state != StrandState.Ended)
            _state = StrandState.Ready;
    }
}
