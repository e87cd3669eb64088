using OffsetGuard.Broker;
using OffsetGuard.Broker.Clients;
using OffsetGuard.Broker.Simulation;

#pragma warning disable RS0030 // The live clock: the one place of the test double that knows real time and starts threads.

namespace OffsetGuard.Testing.Hosting;

/// <summary>
/// Many threads: one lock around the engine, held for a call and given back while it waits or runs a handler. Time is a
/// <see cref="TimeProvider"/>'s; one timer wakes the cluster when something is due and nobody calls.
/// </summary>
internal sealed class LiveHost : IClientHost
{
    private static readonly TimeSpan s_timerMax = TimeSpan.FromDays(1);

    private readonly object _gate = new();
    private readonly List<DateTimeOffset> _waits = [];   // when the calls end that wait now
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _startedAt;
    private readonly long _startedTimestamp;
    private readonly ITimer _timer;
    private DateTimeOffset? _armedFor;
    private Exception? _failure;
    private int _depth;

    public LiveHost(TimeProvider time, ClusterOptions options, IChoice choice)
    {
        _time = time;
        _startedAt = time.GetUtcNow();
        _startedTimestamp = time.GetTimestamp();
        Cluster = new SimulatedCluster(options, choice) { StartsAt = _startedAt };

        // A cluster that a test has forgotten must not live on in its timer.
        _timer = time.CreateTimer(
            static host => OnTimer((WeakReference<LiveHost>)host!), new WeakReference<LiveHost>(this), Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public static TimeProvider RealTime => TimeProvider.System;

    public SimulatedCluster Cluster { get; }

    /// <summary>The clock of the wall when the cluster began, and from then on one that nobody can set.</summary>
    public DateTimeOffset Now => _startedAt + _time.GetElapsedTime(_startedTimestamp);

    public bool IsLive => true;

    public bool FinishesSends => false;

    public TClient Connect<TClient>(Func<int, TClient> create)
        where TClient : IClientModel => Cluster.Connect(create);

    public void Enter()
    {
        Monitor.Enter(_gate);
        _depth++;
        try
        {
            CatchUp();
        }
        catch
        {
            Leave();
            throw;
        }
    }

    public void Exit()
    {
        try
        {
            CatchUp();
        }
        finally
        {
            Leave();
        }
    }

    public void RunHandler(Action handler)
    {
        InvariantException.Require(_depth == 1, "a handler runs outside of the lock");
        Exit();
        try
        {
            handler();
        }
        finally
        {
            Enter();
        }
    }

    public void OnDelivery(int clientId, string groupId, BrokerPartition partition, long offset)
    {
        // Nobody watches a plain fake.
    }

    public bool Wait(Func<bool> isReady, DateTimeOffset until, CancellationToken cancellation)
    {
        // Not disposed but unregistered: that does not wait for a callback which waits for the lock.
        var registration = cancellation.UnsafeRegister(static host => ((LiveHost)host!).WakeAll(), this);
        _waits.Add(until);
        Monitor.PulseAll(_gate);   // others may wait for what this call has done so far
        try
        {
            while (true)
            {
                CatchUp();
                if (isReady())
                    return true;
                if (cancellation.IsCancellationRequested || Cluster.Now >= until)
                    return false;
                Arm();
                Sleep();
            }
        }
        finally
        {
            _waits.Remove(until);
            registration.Unregister();
        }
    }

    public void StartThread(string name, Action work)
    {
        var thread = new Thread(() => work()) { IsBackground = true, Name = name };
        thread.UnsafeStart();
    }

    private static void OnTimer(WeakReference<LiveHost> reference)
    {
        if (reference.TryGetTarget(out var host))
            host.OnDue();
    }

    private void OnDue()
    {
        lock (_gate)
        {
            _armedFor = null;
            try
            {
                CatchUp();
                Arm();
            }
            catch (Exception failure)
            {
                _failure = failure;   // on this thread nobody would see it
            }

            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Does what was due until now, each thing at its own instant.</summary>
    private void CatchUp()
    {
        if (_failure is not null)
            throw new InvariantException($"The cluster failed in the background: {_failure}");
        var before = Cluster.EventCount;
        var now = Now;
        while (Cluster.Step(now))
        {
        }

        if (Cluster.EventCount != before)
            Monitor.PulseAll(_gate);
    }

    private void Leave()
    {
        if (--_depth == 0)
        {
            Arm();
            Monitor.PulseAll(_gate);
        }

        Monitor.Exit(_gate);
    }

    /// <summary>Gives the lock back until somebody pulses.</summary>
    private void Sleep()
    {
        var depth = _depth;
        _depth = 0;   // the lock itself forgets and remembers it in the same way
        Monitor.Wait(_gate);
        _depth = depth;
    }

    private void WakeAll()
    {
        lock (_gate)
            Monitor.PulseAll(_gate);
    }

    private void Arm()
    {
        var next = Cluster.NextDeadline();
        foreach (var until in _waits)
        {
            if (until != DateTimeOffset.MaxValue && !(next <= until))
                next = until;
        }

        if (next is null || next == _armedFor)
            return;
        _armedFor = next;
        var wait = next.Value - Now;
        wait = wait < s_timerMax ? wait : s_timerMax;
        _timer.Change(TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(wait.TotalMilliseconds))), Timeout.InfiniteTimeSpan);
    }
}
