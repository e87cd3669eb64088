using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Scheduling;

/// <summary>A strand on a thread of ours. It takes the thread when it first gets its turn.</summary>
internal sealed class JobStrand(Scheduler scheduler, Incarnation owner, Action job) : Strand(scheduler, owner)
{
    private bool _isStarted;

    public override bool HasThread => _isStarted && !IsEnded;

    public override void GiveTurn()
    {
        if (_isStarted)
        {
            base.GiveTurn();
            return;
        }

        _isStarted = true;
        Scheduler.Threads.Rent().Run(this);
    }

    /// <summary>Runs on the calling thread, and after it whoever is next and has no thread yet.</summary>
    /// <returns>Whether the thread is free again; not when the strand was given up.</returns>
    public static bool RunOnThisThread(JobStrand first, Action giveThreadBack)
    {
        var strand = first;
        while (true)
        {
            strand.RunJob();
            if (strand.IsGivenUp)
                return false;
            var next = strand.Scheduler.ChooseNext();
            if (next is not JobStrand { _isStarted: false } fresh)
            {
                giveThreadBack();   // first: whoever is next may need a thread
                next.GiveTurn();
                return true;
            }

            fresh._isStarted = true;
            strand = fresh;
        }
    }

    private void RunJob()
    {
        Current = this;
        GoBackIn(0);
        SynchronizationContext.SetSynchronizationContext(Owner!.Context);
        ThreadPoolGate.Ambient = Owner;
        try
        {
            job();
        }
        catch (Exception failure)
        {
            Owner.OnUnhandled(failure);
        }
        finally
        {
            ThreadPoolGate.Ambient = null;
            SynchronizationContext.SetSynchronizationContext(null);
            Current = null;
        }

        End();
    }
}
