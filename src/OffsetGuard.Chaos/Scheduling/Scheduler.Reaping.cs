using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Scheduling;

/// <content>Real time: giving threads back after the verdict, and giving up on those that keep the token.</content>
internal sealed partial class Scheduler
{
    /// <summary>How often, in real time, the driver looks whether a piece of pool work has really begun.</summary>
    private static readonly TimeSpan s_watch = TimeSpan.FromMilliseconds(100);

    /// <summary>Pool work that is in no queue and has not begun after this real time has been run by somebody else.</summary>
    private static readonly TimeSpan s_arrival = TimeSpan.FromSeconds(1);

    /// <summary>Unwinding pool work may start new pool work; a program that does so without end is left alone.</summary>
    private const int ReapedStrandsMax = 10_000;

    /// <summary>
    /// How long, in real time, a strand waits for a lock before it is taken for one that another strand of this world holds. Nobody else has
    /// a thread: somebody outside holds it. Only the dead have: it may be theirs, and then nobody ever lets it go.
    /// </summary>
    public TimeSpan PatienceForLocks(Strand strand)
    {
        var others = _strands.Where(s => s != strand && s.HasThread).ToList();
        if (others.Count == 0)
            return _world.Options.HangTimeout;
        return others.Exists(s => s.Owner is not { IsAlive: false }) ? TimeSpan.FromMilliseconds(50) : TimeSpan.FromSeconds(1);
    }

    /// <summary>After the verdict: lets the threads of a process unwind one after the other, with every call refused.</summary>
    public void Reap(Incarnation incarnation)
    {
        incarnation.BeginReaping();
        for (var count = 0; count < ReapedStrandsMax && NextToReap(incarnation) is { } strand; count++)
        {
            Current = strand;
            strand.GiveTurn();
            AwaitDriversTurn();
            Forget(strand);   // whatever it did: nobody waits for it any more
        }
    }

    private Strand? NextToReap(Incarnation incarnation)
    {
        while (_strands.FindIndex(s => s.Owner is null || s.Owner == incarnation) is >= 0 and var index)
        {
            var strand = _strands[index];
            if (strand.HasThread)
                return strand;
            Forget(strand);   // it never began
        }

        return null;
    }

    /// <summary>Waits in real time; gives up on a process that makes no call for too long, and fails the run.</summary>
    private void AwaitDriversTurn()
    {
        var seen = Volatile.Read(ref _steps);
        var quiet = TimeSpan.Zero;
        while (!Driver.AwaitTurn(s_watch < _world.Options.HangTimeout ? s_watch : _world.Options.HangTimeout))
        {
            var steps = Volatile.Read(ref _steps);
            quiet = steps == seen ? quiet + s_watch : TimeSpan.Zero;
            seen = steps;
            if (quiet >= s_arrival && Current is PoolStrand expected && ThreadPool.PendingWorkItemCount == 0 && expected.TryAbandon())
            {
                if (OnAbandoned(expected))
                    return;
                continue;
            }

            if (quiet < _world.Options.HangTimeout || Current is not Strand hanging)
                continue;
            GiveUpOn(hanging);
            return;
        }
    }

    /// <summary>Pool work was queued and never begun: somebody ran it in line, where it waited for it.</summary>
    /// <returns>Whether the driver is next.</returns>
    private bool OnAbandoned(PoolStrand expected)
    {
        Forget(expected);
        var next = ChooseNext();
        if (next == Driver)
            return true;
        next.GiveTurn();
        return false;
    }

    private void GiveUpOn(Strand strand)
    {
        var name = strand.Owner is { } owner ? owner.Name.ToString() : "Work on the thread pool";
        strand.GiveUp();
        strand.Owner?.GiveUp();
        Threads.Leak();
        var what = Phase == RunPhase.Reaping
            ? $"{name} is over and does not unwind: a finally or catch block has run for {_world.Options.HangTimeout} of real time."
            : $"{name} has run for {_world.Options.HangTimeout} of real time without calling the world.";
        Fail(new ChaosException(
            $"{what} It blocks on something real (a socket, Thread.Sleep) or loops without consuming. Hand it fakes for what it "
            + "waits for, or raise ChaosOptions.HangTimeout."));
    }
}
