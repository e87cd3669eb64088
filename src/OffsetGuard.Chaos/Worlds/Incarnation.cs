using OffsetGuard.Broker.Clients;
using OffsetGuard.Broker.Clients.Consumers;
using OffsetGuard.Broker.Clients.Producers;
using OffsetGuard.Broker.Simulation;
using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Scheduling;
using OffsetGuard.Testing.Hosting;

namespace OffsetGuard.Chaos.Worlds;

/// <summary>One life of a process. Its clients, timers and strands live and die with it.</summary>
internal sealed partial class Incarnation : IClientHost
{
    private static readonly AsyncLocal<HandlerCall?> s_handler = new();

    private readonly List<IClientModel> _clients = [];
    private readonly CancellationTokenSource _stopping = new();
    private LifeState _state = LifeState.Running;
    private bool _isAskedToStop;
    private int _idleWaits;

    public Incarnation(World world, ProcessDefinition definition, int number)
    {
        World = world;
        Definition = definition;
        Name = new IncarnationName(definition.Name, number);
        Context = new ProcessSynchronizationContext(this);
        Time = new VirtualTimeProvider(this);
    }

    private sealed class HandlerCall
    {
        /// <summary>It runs on a thread of the program, not on one of a client, as a delivery report does.</summary>
        public bool IsOfTheProgram { get; init; }

        public bool IsOver { get; set; }
    }

    private enum LifeState
    {
        Running,
        Dead,
        Finished,
    }

    public World World { get; }

    public ProcessDefinition Definition { get; }

    public IncarnationName Name { get; }

    public SimulatedCluster Cluster => World.Cluster;

    /// <summary>Time goes on between two calls, moved by whoever waits.</summary>
    public bool IsLive => true;

    public bool FinishesSends => false;

    /// <summary>The clients that it has connected.</summary>
    public IReadOnlyCollection<IClientModel> Clients => _clients;

    public ProcessSynchronizationContext Context { get; }

    public VirtualTimeProvider Time { get; }

    /// <summary>How much its clock shows more than the time of the world.</summary>
    public TimeSpan ClockSkew { get; set; }

    public CancellationToken Stopping => _stopping.Token;

    public bool IsDead => _state == LifeState.Dead;

    public bool IsFinished => _state == LifeState.Finished;

    public bool IsAlive => _state == LifeState.Running;

    /// <summary>Whether its strands may have a turn: it is neither over nor frozen, or it is being cleared away.</summary>
    public bool MayRun => _isReaping || (IsAlive && !IsFrozen);

    /// <summary>Whether the caller is a handler that runs inside of a call of the program to its client, or what that handler has begun and waits for.</summary>
    public static bool IsInHandler => s_handler.Value is { IsOfTheProgram: true, IsOver: false };

    /// <summary>Whether the calling thread runs a strand of this process.</summary>
    public bool IsOnItsThread => Actor.Current is Strand strand && strand.Owner == this;

    public void Start() => StartStrand(RunProcess);

    /// <summary>Adds a strand that runs the work when it is its turn. A process that is over starts none.</summary>
    public void StartStrand(Action work) => Add(new JobStrand(World.Scheduler, this, work));

    /// <summary>A thread of a client: it is no work of the program, which need not wait for it.</summary>
    public void StartThread(string name, Action work) => Add(new JobStrand(World.Scheduler, this, work) { IsWorkOfTheProgram = false });

    private void Add(JobStrand strand)
    {
        if (IsAlive)
            World.Scheduler.Add(strand);
    }

    /// <summary>Asks for an orderly stop. What the program has registered for it runs as a strand of its own.</summary>
    public void Stop()
    {
        if (_isAskedToStop)
            return;
        _isAskedToStop = true;
        Add(new JobStrand(World.Scheduler, this, _stopping.Cancel) { IsWorkOfTheProgram = false });
    }

    public TClient Connect<TClient>(Func<int, TClient> create)
        where TClient : IClientModel
    {
        var client = Cluster.Connect(create);
        _clients.Add(client);
        World.Owners.Add(client.Channel.ClientId, this);
        if (client is ConsumerModel consumer)
        {
            World.Groups.Add(client.Channel.ClientId, consumer.GroupId);
            Definition.Note(consumer);
        }
        else if (client is ProducerModel producer)
        {
            Definition.Note(producer);
        }

        return client;
    }

    public void Enter()
    {
        RefuseOtherThreads();
        RefuseWhenReaping();
        ParkWhenStopped();
        if (!World.Scheduler.TryCountStep())
        {
            Strand.Park();   // the run is over; comes back only to be reaped
            RefuseWhenReaping();
        }

        Actor.GoIn();
    }

    public void Exit()
    {
        Actor.GoOut();
        if (_isReaping)
            return;
        ParkWhenStopped();
        NoteReleased();
    }

    public void RunHandler(Action handler)
    {
        ParkWhenStopped();   // killed after the handler was queued: it never begins
        var outer = s_handler.Value;
        var call = s_handler.Value = new HandlerCall { IsOfTheProgram = Strand.IsWorkOfTheProgram };
        _handlersRunning++;
        var depth = Actor.GoOutForAHandler();
        try
        {
            handler();
        }
        finally
        {
            Actor.GoBackIn(depth);
            _handlersRunning--;
            call.IsOver = true;
            s_handler.Value = outer;
            if (!_isReaping)
                NoteReleased();
        }
    }

    public void OnDelivery(int clientId, string groupId, TopicPartition partition, long offset)
    {
        ParkWhenStopped();   // killed while the call was under way: the record never arrives
        Definition.NoteDelivered(groupId, partition, offset);
        TakeStep(
            StepKind.Delivery,
            $"Consume({partition}@{offset})",
            () => World.History.Add(new RecordDelivered(World.History.Elapsed, Name, groupId, partition, offset) { ClientId = clientId }),
            (partition, groupId));
    }

    public bool Wait(Func<bool> isReady, DateTimeOffset until, CancellationToken cancellation)
    {
        RefuseWhenReaping();
        ParkWhenStopped();
        if (isReady())
            return true;
        if (cancellation.IsCancellationRequested)
            return false;

        Strand.Wait(isReady, Max(until, Cluster.Now + ShortestWait), cancellation);
        RefuseWhenReaping();
        var isOver = isReady();
        _idleWaits = isOver ? 0 : Math.Min(_idleWaits + 1, 9);
        return isOver;
    }

    /// <summary>
    /// A poll with no time-out still costs a little, so that a loop of them makes progress; the more the longer there is nothing to do, and
    /// when it is to stop and does not.
    /// </summary>
    private TimeSpan ShortestWait => TimeSpan.FromMilliseconds(World.Scheduler.Phase == RunPhase.Stopping ? 100 : 1 << _idleWaits);

    private static DateTimeOffset Max(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    /// <summary>A strand of this process blocks on something real that another one may set.</summary>
    public void Block(Strand strand, DateTimeOffset until)
    {
        RefuseWhenReaping();
        ParkWhenStopped();
        strand.Block(until, World.CapturesSites ? CallSite.OfApplication() : null);
        RefuseWhenReaping();
    }

    /// <summary>Does something on a strand of its own, which then brings the answer; what a dead process awaits is never completed.</summary>
    public Task<TResult> Answer<TResult>(Func<TResult> call, CancellationToken cancellation)
    {
        Enter();
        var answer = new TaskCompletionSource<TResult>();
        StartStrand(() =>
        {
            if (cancellation.IsCancellationRequested)
            {
                answer.SetCanceled(cancellation);
                return;
            }

            TResult result;
            try
            {
                result = call();
            }
            catch (Exception failure) when (!_isReaping)
            {
                answer.SetException(failure);
                return;
            }

            answer.SetResult(result);
        });
        Exit();
        return answer.Task;
    }

    /// <summary>The strand on whose thread we are.</summary>
    private static Strand Strand => (Strand)Actor.Current!;

    /// <summary>What a strand threw and nobody caught: a real process would end by it.</summary>
    public void OnUnhandled(Exception failure)
    {
        if (!_isReaping)
            NoteEnd(failure);
    }

    private void RunProcess()
    {
        World.History.Add(new ProcessStarted(World.History.Elapsed, Name));
        Task running;
        try
        {
            running = Definition.Body(new ProcessContext(this));
        }
        catch (Exception failure)
        {
            NoteEnd(failure);
            return;
        }

        if (running.IsCompleted)
            NoteEnd(FailureOf(running));
        else
            running.ContinueWith(ended => NoteEnd(FailureOf(ended)), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private static Exception? FailureOf(Task ended)
    {
        if (ended.IsCompletedSuccessfully)
            return null;
        return ended.Exception?.InnerException ?? new OperationCanceledException("The task of the process was cancelled.");
    }

    private void NoteEnd(Exception? failure)
    {
        if (_isReaping || !IsAlive)
            return;   // the verdict is taken: how a dead process unwinds is nobody's business
        if (failure is OperationCanceledException && Stopping.IsCancellationRequested)
            failure = null;
        var unfinished = World.Scheduler.CountWorkBeside(Actor.Current, this);
        _state = LifeState.Finished;
        World.History.Add(failure is null
            ? new ProcessStopped(World.History.Elapsed, Name, Stopping.IsCancellationRequested, unfinished)
            : new ProcessFailed(World.History.Elapsed, Name, failure));
        World.Scheduler.OnEnded(this, failure);
    }
}
