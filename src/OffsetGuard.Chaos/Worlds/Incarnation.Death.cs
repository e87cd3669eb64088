using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Scheduling;

namespace OffsetGuard.Chaos.Worlds;

/// <content>
/// A kill parks every thread inside the call it is in. Nothing unwinds, so no <c>finally</c> runs, until the verdict is taken; then the
/// threads are reaped: every further call throws and changes nothing. What a dead process awaits is never completed.
/// </content>
internal sealed partial class Incarnation
{
    /// <summary>A program that swallows this many refusals while it is reaped is left parked for ever.</summary>
    private const int PostMortemCallsMax = 16;

    private volatile bool _isReaping;
    private volatile bool _isGivenUp;

    /// <summary>Whether nobody waits for its threads any more.</summary>
    public bool IsGivenUp => _isGivenUp;

    /// <summary>Calls that a killed process still tried to make.</summary>
    public int PostMortemCalls { get; private set; }

    /// <summary>From here on nothing it does has an effect. Each thread stops at its next call.</summary>
    public void Kill(string where)
    {
        if (!IsAlive)
            return;
        _state = LifeState.Dead;
        World.History.Add(new ProcessKilled(World.History.Elapsed, Name, where));
        World.Scheduler.OnKilled(this);
    }

    /// <summary>The connections of a dead process break; the brokers notice nothing.</summary>
    public void DisconnectClients()
    {
        foreach (var client in _clients)
            Cluster.Disconnect(client);
        _clients.Clear();
    }

    /// <summary>After the verdict: from now on every call is refused.</summary>
    public void BeginReaping()
    {
        _isReaping = true;
        try
        {
            _stopping.Cancel();
        }
        catch (AggregateException)
        {
            // The verdict is taken: what a dead process has registered is nobody's business.
        }
    }

    /// <summary>One of its threads keeps the token for itself: whatever it calls from now on is refused, and nobody waits for it.</summary>
    public void GiveUp()
    {
        _isGivenUp = true;
        _isReaping = true;
    }

    /// <summary>A thread that no schedule knows began to run code of this process.</summary>
    public void OnForeignThread()
    {
        if (!_isReaping && IsAlive)
            World.Scheduler.Fail(new ChaosException(Foreign));
    }

    private string Foreign =>
        $"{Name} runs code on a thread that the schedule does not know: a real timer (Task.Delay, Timer, CancelAfter) has fired, or the program "
        + "has started a thread of its own, so the result would be chance. Hand the program context.TimeProvider for everything that waits, "
        + "and start work with Task.Run.";

    /// <summary>A process that is over, or frozen, does not come out of its call until it may.</summary>
    private void ParkWhenStopped()
    {
        while (!MayRun)
            Strand.Park();
        RefuseWhenReaping();
    }

    private void RefuseWhenReaping()
    {
        if (!_isReaping)
            return;
        if (++PostMortemCalls > PostMortemCallsMax || !CallStack.HasNet(World.Scheduler))
            StayParked();
        throw new OperationCanceledException(
            $"{Name} was killed: this call has no effect. It is only unwinding after the verdict.", Stopping);
    }

    private void StayParked()
    {
        World.Threads.Leak();
        if (Actor.Current is Strand strand)
            strand.ParkForEver();
        CallStack.StandStill();
    }

    private void RefuseOtherThreads()
    {
        if (Actor.Current is PoolStrand { Owner: null } pool && (IsAlive || pool.QueuedBy == this))
            pool.Owner = this;   // queued without its context: now it is known whose it is
        if (IsOnItsThread)
            return;
        var refusal = new NotSupportedException(IsAlive
            ? Foreign
            : $"A client of {Name} was used after {Name} was over. It must have been kept in a static or captured variable, which a real "
                + "crash would not leave behind. Create everything that a process uses inside its body.");
        if (!_isReaping)
            World.Scheduler.Fail(new ChaosException(refusal.Message));   // the program may swallow the refusal
        if (!CallStack.HasNet(World.Scheduler))
            StayParked();
        throw refusal;
    }
}
