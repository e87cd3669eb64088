using OffsetGuard.Broker;
using OffsetGuard.Broker.Simulation;
using OffsetGuard.Chaos.Checking;
using OffsetGuard.Chaos.Durability;
using OffsetGuard.Chaos.Exploration;
using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Scheduling;
using OffsetGuard.Testing;
using OffsetGuard.Testing.Hosting;

namespace OffsetGuard.Chaos.Worlds;

/// <summary>
/// The universe of one schedule: a cluster, processes, virtual time. The test describes it, and it is built anew for every schedule.
/// </summary>
public sealed partial class World
{
    // Kafka's default for group.initial.rebalance.delay.ms: without it the first member has read everything before the second one joins.
    private static readonly TimeSpan s_initialRebalanceDelay = TimeSpan.FromSeconds(3);

    // Kafka looks every ten seconds, so that two worlds with the same transactions would go on differently by the time of day.
    private static readonly TimeSpan s_transactionCleanupInterval = TimeSpan.FromMilliseconds(1);

    // Longer than librdkafka waits for any reply, tries and tries again included.
    private static readonly TimeSpan s_repliesMax = TimeSpan.FromMinutes(10);

    private readonly List<ProcessDefinition> _processes = [];

    internal World(RunPlan plan, ChaosOptions options, SimThreadPool threads)
    {
        ThreadPoolGate.Open();
        Options = options;
        Threads = threads;
        var clusterOptions = new ClusterOptions
        {
            InitialRebalanceDelay = s_initialRebalanceDelay,
            TransactionCleanupInterval = s_transactionCleanupInterval,
            BrokerCount = options.BrokerCount,
        };
        Cluster = new SimulatedCluster(clusterOptions, new RotatingChoice());
        History = new WorldHistory(Cluster);
        Plan = plan;
        Faults = new FaultInjector(plan.NewSource(options.Faults), this);
        CrashPoints = plan.NotesCrashPoints ? new CrashPoints(this) : null;
        Scheduler = new Scheduler(this);
        Ledger = new GroupLedger(History);
        Durable = new DurableStores(this);
        Ownership = new Ownership(History);
        Marks = new Marks(History);
        Transactions = new PendingEffects(this);
        var wire = new WatchedWire(this);
        Cluster.Wire = wire;
        Cluster.History.Heard = new ClusterEars(this).Hear;
        Cluster.History.Offsets = new OffsetEars(this, wire);
        Kafka = new FakeKafka(new SteppedHost(Cluster, new FakeKafkaOptions()));
    }

    /// <summary>The cluster: create topics and produce records on it before the processes start.</summary>
    public FakeKafka Kafka { get; }

    /// <summary>Databases, ledgers and other stores that survive a kill.</summary>
    public DurableStores Durable { get; }

    internal ChaosOptions Options { get; }

    internal SimThreadPool Threads { get; }

    internal SimulatedCluster Cluster { get; }

    internal WorldHistory History { get; }

    internal FaultInjector Faults { get; }

    internal Scheduler Scheduler { get; }

    internal GroupLedger Ledger { get; }

    internal Ownership Ownership { get; }

    internal Marks Marks { get; }

    /// <summary>Effects that count when their transaction is committed.</summary>
    internal PendingEffects Transactions { get; }

    internal IReadOnlyList<ProcessDefinition> Processes => _processes;

    /// <summary>Which incarnation a client belongs to, by client id.</summary>
    internal Dictionary<int, Incarnation> Owners { get; } = [];

    /// <summary>The consumer groups of the processes' clients, by client id.</summary>
    internal Dictionary<int, string> Groups { get; } = [];

    /// <summary>The incarnation that a client belongs to; null for the test itself and for brokers.</summary>
    internal IncarnationName? NameOf(int clientId) => Owners.TryGetValue(clientId, out var owner) ? owner.Name : null;

    /// <summary>Whether stack traces are taken to name call sites; exploration does without.</summary>
    internal bool CapturesSites => Plan.CapturesSites;

    internal RunPlan Plan { get; }

    /// <summary>What would be left of the world at each place where the process can be killed, when that is asked for.</summary>
    internal CrashPoints? CrashPoints { get; }

    /// <summary>Whether the test has described it, and it lives.</summary>
    internal bool IsDescribed { get; set; }

    /// <summary>How many records the test has produced for one topic at most, before the processes started.</summary>
    internal int DescribedRecordsMax { get; set; }

    /// <summary>From when on the world counts as at rest, if nothing happens before.</summary>
    internal DateTimeOffset RestsFrom => History.LastEventAt + Options.QuietPeriod;

    /// <summary>Adds a process that runs on one thread, blocking calls included.</summary>
    /// <param name="name">Its name in schedules and counterexamples.</param>
    /// <param name="body">
    /// Runs one life of it. Everything it creates dies with it; what it keeps in captured or static variables would survive a kill and
    /// falsify the test.
    /// </param>
    /// <exception cref="ArgumentException">There is a process of that name.</exception>
    public void Process(string name, Action<ProcessContext> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Process(name, context =>
        {
            body(context);
            return Task.CompletedTask;
        });
    }

    /// <summary>Adds an asynchronous process; it lives until its task ends.</summary>
    /// <param name="name">Its name in schedules and counterexamples.</param>
    /// <param name="body">
    /// Runs one life of it: <c>await</c>, <c>Task.Run</c>, <c>Parallel.ForEachAsync</c>, channels and semaphores are all part of the schedule.
    /// What waits for time has to do so by <see cref="ProcessContext.TimeProvider"/>.
    /// </param>
    /// <exception cref="ArgumentException">There is a process of that name.</exception>
    public void Process(string name, Func<ProcessContext, Task> body)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(body);
        if (_processes.Exists(p => p.Name == name))
            throw new ArgumentException($"There is a process '{name}' already. Give each process a name of its own.", nameof(name));
        _processes.Add(new ProcessDefinition(name, body));
    }

    /// <summary>Somebody still waits for a reply that was lost, or is on his way out.</summary>
    private bool IsSomethingUnderWay => !Cluster.IsIdle || Scheduler.Incarnations.Any(i => i is { IsAlive: true, RestartsWhenStopped: true });

    /// <summary>Nothing is left to do: every group has committed everything, or nothing has happened for a long time.</summary>
    internal bool IsAtRest()
    {
        if (Scheduler.HasPlans)
            return false;   // a fault is still under way
        if (Cluster.Now >= RestsFrom)
            return !IsSomethingUnderWay || Cluster.Now >= RestsFrom + s_repliesMax;
        return Ledger.HasCommittedEverything && Cluster.IsIdle && !Scheduler.HasSingleTimers;
    }
}
