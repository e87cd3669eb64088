using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Worlds;

/// <content>
/// A kill parks the thread inside the call it is in. Nothing unwinds, so no <c>finally</c> runs, until the verdict is taken; then the
/// thread is reaped: every further call throws and changes nothing.
/// </content>
internal sealed partial class Incarnation
{
    /// <summary>A program that swallows this many refusals while it is reaped is left parked for ever.</summary>
    private const int PostMortemCallsMax = 16;

    private volatile bool _isReaping;
    private volatile bool _isGivenUp;

    /// <summary>Whether nobody waits for its thread any more.</summary>
    public bool IsGivenUp => _isGivenUp;

    /// <summary>Calls that a killed process still tried to make.</summary>
    public int PostMortemCalls { get; private set; }

    /// <summary>From here on nothing it does has an effect. The thread itself stops at its next call.</summary>
    public void Kill(string where)
    {
        _state = LifeState.Dead;
        _world.History.Add(new ProcessKilled(_world.History.Elapsed, Name, where));
        _world.Scheduler.OnKilled(this);
    }

    /// <summary>The connections of a dead process break; the brokers notice nothing.</summary>
    public void DisconnectClients()
    {
        foreach (var client in _clients)
            Cluster.Disconnect(client);
        _clients.Clear();
    }

    /// <summary>After the verdict: lets a parked thread unwind, with every call refused.</summary>
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

        GiveTurn();
    }

    /// <summary>Its thread keeps the token for itself: whatever it calls from now on is refused, and nobody waits for it.</summary>
    public void GiveUp()
    {
        _isGivenUp = true;
        _isReaping = true;
        _world.Threads.Leak();
    }

    private void ParkWhenDead()
    {
        if (!IsDead)
            return;
        _world.Scheduler.Yield(this);   // comes back only to be reaped
        RefuseWhenReaping();
    }

    private void RefuseWhenReaping()
    {
        if (!_isReaping)
            return;
        if (++PostMortemCalls > PostMortemCallsMax)
            StayParked();
        throw new OperationCanceledException(
            $"{Name} was killed: this call has no effect. It is only unwinding after the verdict.", Stopping);
    }

    private void StayParked()
    {
        if (!_isGivenUp)
        {
            _world.Threads.Leak();
            _world.Scheduler.Leave();
        }

        while (true)
            AwaitTurn();   // nobody will ever give this thread a turn again
    }

    private void RefuseOtherThreads()
    {
        if (IsOnItsThread)
            return;
        var refusal = new NotSupportedException(IsAlive
            ? $"{Name} used a client or Processed on another thread than the one it was started on (Task.Run, await, a timer, a callback on "
                + "Stopping). Chaos cannot schedule that yet, so the result would be chance. Consume, process and commit on one thread."
            : $"A client of {Name} was used after {Name} was over. It must have been kept in a static or captured variable, which a real "
                + "crash would not leave behind. Create everything that a process uses inside its body.");
        if (!_isReaping)
            _world.Scheduler.Fail(new ChaosException(refusal.Message));   // the program may swallow the refusal
        throw refusal;
    }
}
