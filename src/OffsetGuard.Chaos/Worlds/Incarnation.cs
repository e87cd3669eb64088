using OffsetGuard.Broker.Clients;
using OffsetGuard.Broker.Clients.Consumers;
using OffsetGuard.Broker.Simulation;
using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Scheduling;
using OffsetGuard.Testing.Hosting;

namespace OffsetGuard.Chaos.Worlds;

/// <summary>One life of a process. Its clients live and die with it.</summary>
internal sealed partial class Incarnation : Actor, IClientHost
{
    private readonly World _world;
    private readonly ProcessDefinition _definition;
    private readonly List<IClientModel> _clients = [];
    private readonly CancellationTokenSource _stopping = new();
    private Func<bool> _isReady = static () => true;
    private CancellationToken _waitCancellation;
    private DateTimeOffset _until;
    private LifeState _state = LifeState.Runnable;
    private int _threadId;

    public Incarnation(World world, ProcessDefinition definition, int number)
    {
        _world = world;
        _definition = definition;
        Name = new IncarnationName(definition.Name, number);
    }

    private enum LifeState
    {
        Runnable,
        Waiting,
        Dead,
        Finished,
    }

    public IncarnationName Name { get; }

    public SimulatedCluster Cluster => _world.Cluster;

    public CancellationToken Stopping => _stopping.Token;

    public bool IsDead => _state == LifeState.Dead;

    public bool IsFinished => _state == LifeState.Finished;

    public bool IsAlive => !IsDead && !IsFinished;

    /// <summary>Whether it stands still because of a fault that is to end in a kill.</summary>
    public bool IsStalled { get; private set; }

    /// <summary>Whether the calling thread is the one that runs this process.</summary>
    public bool IsOnItsThread => Environment.CurrentManagedThreadId == _threadId;

    /// <summary>When it goes on at the latest; null when it does not wait.</summary>
    public DateTimeOffset? WaitsUntil => _state == LifeState.Waiting ? _until : null;

    public bool CanRun => _state switch
    {
        LifeState.Runnable => true,
        LifeState.Waiting => _isReady() || Cluster.Now >= _until || _waitCancellation.IsCancellationRequested,
        _ => false,
    };

    /// <summary>Runs the process function on a rented thread, once it is given the turn.</summary>
    public void Start()
    {
        var thread = _world.Threads.Rent();
        thread.Run(() =>
        {
            AwaitTurn();
            _threadId = Environment.CurrentManagedThreadId;
            if (!_isReaping)
                RunProcess();
            _state = LifeState.Finished;
            _world.Threads.Return(thread);
            if (!_isGivenUp)
                _world.Scheduler.Leave();
        });
    }

    /// <summary>Asks for an orderly stop.</summary>
    public void Stop()
    {
        try
        {
            _stopping.Cancel();
        }
        catch (AggregateException failure)
        {
            _world.Scheduler.Fail(new ChaosException(
                $"What {Name} registered on context.Stopping failed. It must not call clients and not throw. It threw:\n{failure.InnerException}"));
        }
    }

    public TClient Connect<TClient>(Func<int, TClient> create)
        where TClient : IClientModel
    {
        var client = Cluster.Connect(create);
        _clients.Add(client);
        _world.Owners.Add(client.Channel.ClientId, this);
        if (client is ConsumerModel consumer)
        {
            _world.Groups.Add(client.Channel.ClientId, consumer.GroupId);
            if (consumer.AutoCommitInterval > _definition.AutoCommitInterval)
                _definition.AutoCommitInterval = consumer.AutoCommitInterval;
        }

        return client;
    }

    public void Enter()
    {
        RefuseOtherThreads();
        RefuseWhenReaping();
        ParkWhenDead();
        if (_world.Scheduler.TryCountStep())
            return;
        _world.Scheduler.Yield(this);   // the run is over; comes back only to be reaped
        RefuseWhenReaping();
    }

    public void Exit()
    {
        if (!_isReaping)
            ParkWhenDead();
    }

    public void RunHandler(Action handler)
    {
        ParkWhenDead();   // killed after the handler was queued: it never begins
        handler();
    }

    public void OnDelivery(string groupId, TopicPartition partition, long offset)
    {
        ParkWhenDead();   // killed while the call was under way: the record never arrives
        _definition.NoteDelivered(groupId, partition, offset);
        _world.History.Add(new RecordDelivered(_world.History.Elapsed, Name, groupId, partition, offset));
    }

    public bool Wait(Func<bool> isReady, DateTimeOffset until, CancellationToken cancellation)
    {
        RefuseWhenReaping();
        ParkWhenDead();
        if (isReady())
            return true;
        if (cancellation.IsCancellationRequested)
            return false;

        // A poll with no time-out still costs a little, so that a loop of them makes progress; more of it when it is to stop and does not.
        var soonest = Cluster.Now + TimeSpan.FromMilliseconds(_world.Scheduler.Phase == RunPhase.Stopping ? 100 : 1);
        (_isReady, _until, _waitCancellation) = (isReady, until > soonest ? until : soonest, cancellation);
        _state = LifeState.Waiting;
        _world.Scheduler.Yield(this);
        RefuseWhenReaping();
        _state = LifeState.Runnable;
        return isReady();
    }

    /// <summary>Makes the effect of a record durable, with a crash point on both sides.</summary>
    public void Process(TopicPartition partition, long offset)
    {
        Enter();
        var group = _definition.GroupOf(partition, offset) ?? throw new InvalidOperationException(
            $"Processed was called for {partition}@{offset}, but no consumer of process '{Name.Process}' has been given that record. "
            + "Pass the ConsumeResult that Consume returned.");

        var effect = _world.Faults.Next(Name.Process, $"Processed({partition}@{offset})");
        StrikeIfDue(effect, CrashPhase.Before);
        _world.History.Add(new RecordProcessed(_world.History.Elapsed, Name, group, partition, offset));
        StrikeIfDue(effect, CrashPhase.After);
        Exit();
    }

    private void StrikeIfDue(Effect effect, CrashPhase phase)
    {
        if (_world.Faults.Take(effect, phase) is not { } fault)
            return;
        if (fault.Stall > TimeSpan.Zero)
        {
            IsStalled = true;
            _world.History.Add(new ProcessStalled(_world.History.Elapsed, Name, fault.Stall));
            Wait(static () => false, Cluster.Now + fault.Stall, CancellationToken.None);
            IsStalled = false;
        }

        Kill($"{(phase == CrashPhase.Before ? "before" : "after")} {effect.Label}");
        ParkWhenDead();
    }

    private void RunProcess()
    {
        try
        {
            _world.History.Add(new ProcessStarted(_world.History.Elapsed, Name));
            NoteEnd(RunBody());
        }
        catch (Exception ours)
        {
            _world.Scheduler.Fail(ours);   // on this thread nobody else would see it
        }
    }

    private Exception? RunBody()
    {
        try
        {
            _definition.Body(new ProcessContext(this));
            return null;
        }
        catch (Exception failure)
        {
            return failure is OperationCanceledException && Stopping.IsCancellationRequested ? null : failure;
        }
    }

    private void NoteEnd(Exception? failure)
    {
        if (_isReaping)
            return;   // the verdict is taken: how a dead process unwinds is nobody's business
        _world.History.Add(failure is null
            ? new ProcessStopped(_world.History.Elapsed, Name, Stopping.IsCancellationRequested)
            : new ProcessFailed(_world.History.Elapsed, Name, failure));
        _world.Scheduler.OnEnded(this, failure);
    }
}
