using OffsetGuard.Broker;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Scheduling;

/// <content>What is to happen at an instant: restarts, timers, what the world has planned; and how time gets there.</content>
internal sealed partial class Scheduler
{
    private readonly Queue<(DateTimeOffset At, ProcessDefinition Process)> _restarts = new();
    private readonly List<(DateTimeOffset At, Action Do)> _planned = [];   // by time, then by age
    private readonly List<VirtualTimer> _timers = [];                      // by time, then by age

    /// <summary>Whether a process that was killed or failed is still to be started again.</summary>
    public bool HasRestarts => _restarts.Count > 0;

    /// <summary>Whether something is planned that is not a restart.</summary>
    public bool HasPlans => _planned.Count > 0;

    /// <summary>The world does something later on, whatever the processes do meanwhile.</summary>
    public void Plan(DateTimeOffset at, Action what)
    {
        var index = _planned.FindIndex(p => p.At > at);
        _planned.Insert(index < 0 ? _planned.Count : index, (at, what));
    }

    public void Arm(VirtualTimer timer)
    {
        var index = _timers.FindIndex(t => t.DueAt > timer.DueAt);
        _timers.Insert(index < 0 ? _timers.Count : index, timer);
    }

    public void Disarm(VirtualTimer timer) => _timers.Remove(timer);

    public bool HasTimers(Incarnation incarnation) => _timers.Exists(t => t.Owner == incarnation);

    /// <summary>Whether a process that runs has a timer that is to go off once.</summary>
    public bool HasSingleTimers => _timers.Exists(t => !t.IsPeriodic && t.Owner.IsAlive);

    public void OnKilled(Incarnation incarnation)
    {
        _ended.Add(incarnation);
        ScheduleRestart(incarnation);
    }

    public void OnEnded(Incarnation incarnation, Exception? failure)
    {
        _ended.Add(incarnation);
        if (failure is not null && incarnation.Definition.CountFailure(_world.Faults.Struck.Count) <= _world.Options.RestartsAfterFailureMax)
            ScheduleRestart(incarnation);
        else if (failure is null && incarnation.RestartsWhenStopped && Phase == RunPhase.Running)
            ScheduleRestart(incarnation);
    }

    private void ScheduleRestart(Incarnation incarnation) =>
        _restarts.Enqueue((Now + _world.Options.RestartDelay, incarnation.Definition));

    private void DoWhatIsDue()
    {
        while (_planned.Count > 0 && _planned[0].At <= Now)
        {
            var what = _planned[0].Do;
            _planned.RemoveAt(0);
            what();
        }

        while (_timers.Count > 0 && _timers[0].DueAt <= Now)
            _timers[0].GoOff();

        // Who dies while stopping is started again in the next running phase.
        while (Phase == RunPhase.Running && _restarts.TryPeek(out var restart) && restart.At <= Now)
        {
            _restarts.Dequeue();
            Start(restart.Process);
        }
    }

    private void MoveTime()
    {
        var now = Now;
        var next = NextInstant() ?? now + _world.Options.QuietPeriod;
        if (!_world.Cluster.Step(next) && Now <= now)
            throw new InvariantException($"Time does not move on from {_world.History.Elapsed}.");
    }

    private DateTimeOffset? NextInstant()
    {
        var end = Phase == RunPhase.Running ? _world.RestsFrom : _phaseBeganAt + _world.Options.StopTimeout + TimeSpan.FromMilliseconds(1);
        DateTimeOffset? next = end > Now ? end : null;   // long quiet already, but a restart or a stall is still to come
        foreach (var strand in _strands)
        {
            if (strand is { WaitsUntil: { } until, Owner: not { MayRun: false } } && !(until >= next))
                next = until;
        }

        next = EarlierOf(next, _planned.Count > 0 ? _planned[0].At : null);
        next = EarlierOf(next, _timers.Count > 0 ? _timers[0].DueAt : null);
        return EarlierOf(next, Phase == RunPhase.Running && _restarts.TryPeek(out var restart) ? restart.At : null);
    }

    private static DateTimeOffset? EarlierOf(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;
}
