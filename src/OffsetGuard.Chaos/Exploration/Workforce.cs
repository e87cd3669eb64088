using System.Runtime.ExceptionServices;
using OffsetGuard.Chaos.Scheduling;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Exploration;

/// <summary>Runs many plans, several worlds side by side; what comes out does not depend on how many.</summary>
internal sealed class Workforce(Action<World> describe, ChaosOptions options) : IDisposable
{
    private const int WorthSharing = 8;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly SimThreadPool[] _pools = [.. Enumerable.Range(0, options.Parallelism).Select(_ => new SimThreadPool())];

    private readonly TerminalProgress _progress = new();

    /// <summary>Threads of killed processes that would not end.</summary>
    public int LeakedCount => _pools.Sum(p => p.LeakedCount);

    /// <summary>One run, with everything that can be known of it.</summary>
    public Run Run(RunPlan plan) => Exploration.Run.Of(describe, plan, options, _pools[0]);

    /// <summary>The same for somebody who wants to see the world before anything happens in it.</summary>
    public Run Run(RunPlan plan, Action<World>? watch) => Exploration.Run.Of(watch + describe, plan, options, _pools[0]);

    /// <summary>Many runs; the outcomes in the order of the plans.</summary>
    /// <param name="stage">What they are part of.</param>
    /// <param name="plans">What to run.</param>
    /// <exception cref="ChaosException">A run could not be completed: the first one by the order of the plans.</exception>
    public Outcome[] RunAll(string stage, IReadOnlyList<RunPlan> plans)
    {
        var outcomes = new Outcome[plans.Count];
        if (_pools.Length == 1 || plans.Count < WorthSharing)
        {
            for (var i = 0; i < plans.Count; i++)
            {
                outcomes[i] = Planned(plans[i], _pools[0]);
                _progress.Tell(stage, i, plans.Count);
            }

            return outcomes;
        }

        var failures = new ExceptionDispatchInfo?[plans.Count];
        var next = -1;
        var threads = _pools.Select(pool => new Thread(() =>
        {
            for (var i = Interlocked.Increment(ref next); i < plans.Count; i = Interlocked.Increment(ref next))
            {
                if (!TryRun(plans[i], pool, out outcomes[i], out failures[i]))
                    Interlocked.Exchange(ref next, plans.Count);   // the plans before this one are under way or done
            }
        }) { IsBackground = true, Name = "OffsetGuard explorer" }).ToList();
        threads.ForEach(t => t.UnsafeStart());
        while (!threads[0].Join(s_pause))
            _progress.Tell(stage, Math.Min(Volatile.Read(ref next), plans.Count), plans.Count);
        threads.ForEach(t => t.Join());
        Array.Find(failures, f => f is not null)?.Throw();
        return outcomes;
    }

    public void Dispose()
    {
        _progress.End();
        foreach (var pool in _pools)
            pool.Dispose();
    }

    /// <summary>A plan whose steps are known from an earlier run finds them again, or the program is not deterministic.</summary>
    private Outcome Planned(RunPlan plan, SimThreadPool pool)
    {
        try
        {
            var run = Exploration.Run.Of(describe, plan, options, pool);
            Baseline.RequireStruck(run);
            return Outcome.Of(run);
        }
        catch (ChaosException failure) when (plan.Faults.Count > 0)
        {
            throw new ChaosException($"{failure.Message}\nThe schedule was: {Reporting.ReplayCode.InWords(plan)}");
        }
    }

    private bool TryRun(RunPlan plan, SimThreadPool pool, out Outcome outcome, out ExceptionDispatchInfo? failure)
    {
        try
        {
            outcome = Planned(plan, pool);
            failure = null;
            return true;
        }
        catch (Exception thrown)
        {
            outcome = null!;
            failure = ExceptionDispatchInfo.Capture(thrown);
            return false;
        }
    }
}
