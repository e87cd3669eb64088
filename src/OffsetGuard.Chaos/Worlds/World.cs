using OffsetGuard.Broker;
using OffsetGuard.Broker.Simulation;
using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Scheduling;
using OffsetGuard.Testing;
using OffsetGuard.Testing.Hosting;

namespace OffsetGuard.Chaos.Worlds;

/// <summary>
/// The universe of one schedule: a cluster, processes, virtual time. The test describes it, and it is built anew for every schedule.
/// </summary>
public sealed class World
{
    // Kafka's default for group.initial.rebalance.delay.ms: without it the first member has read everything before the second one joins.
    private static readonly TimeSpan s_initialRebalanceDelay = TimeSpan.FromSeconds(3);

    private readonly List<ProcessDefinition> _processes = [];
    private readonly GroupLedger _ledger;

    internal World(IReadOnlyList<Fault> schedule, ChaosOptions options, SimThreadPool threads)
    {
        Options = options;
        Threads = threads;
        Cluster = new SimulatedCluster(new ClusterOptions { InitialRebalanceDelay = s_initialRebalanceDelay }, new RotatingChoice());
        History = new WorldHistory(Cluster);
        Faults = new FaultInjector(schedule);
        Scheduler = new Scheduler(this);
        _ledger = new GroupLedger(History);
        Cluster.Wire = new WatchedWire(this);
        Kafka = new FakeKafka(new SteppedHost(Cluster, new FakeKafkaOptions()));
    }

    /// <summary>The cluster: create topics and produce records on it before the processes start.</summary>
    public FakeKafka Kafka { get; }

    internal ChaosOptions Options { get; }

    internal SimThreadPool Threads { get; }

    internal SimulatedCluster Cluster { get; }

    internal WorldHistory History { get; }

    internal FaultInjector Faults { get; }

    internal Scheduler Scheduler { get; }

    internal GroupLedger Ledger => _ledger;

    internal IReadOnlyList<ProcessDefinition> Processes => _processes;

    /// <summary>Which incarnation a client belongs to, by client id.</summary>
    internal Dictionary<int, Incarnation> Owners { get; } = [];

    /// <summary>The consumer groups of the processes' clients, by client id.</summary>
    internal Dictionary<int, string> Groups { get; } = [];

    /// <summary>Whether stack traces are taken to name call sites; exploration does without.</summary>
    internal bool CapturesSites { get; init; }

    /// <summary>From when on the world counts as at rest, if nothing happens before.</summary>
    internal DateTimeOffset RestsFrom => History.LastEventAt + Options.QuietPeriod;

    /// <summary>Adds a process: code that can be killed and started again.</summary>
    /// <param name="name">Its name in schedules and counterexamples.</param>
    /// <param name="body">
    /// Runs one life of it, blocking calls included. Everything it creates dies with it; what it keeps in captured or static variables
    /// would survive a kill and falsify the test.
    /// </param>
    /// <exception cref="ArgumentException">There is a process of that name.</exception>
    public void Process(string name, Action<ProcessContext> body)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(body);
        if (_processes.Exists(p => p.Name == name))
            throw new ArgumentException($"There is a process '{name}' already. Give each process a name of its own.", nameof(name));
        _processes.Add(new ProcessDefinition(name, body));
    }

    internal ProcessDefinition ProcessOf(Incarnation incarnation) => _processes.First(p => p.Name == incarnation.Name.Process);

    /// <summary>Nothing is left to do: every group has committed everything, or nothing has happened for a long time.</summary>
    internal bool IsAtRest()
    {
        foreach (var incarnation in Scheduler.Incarnations)
        {
            if (incarnation.IsStalled && incarnation.IsAlive)
                return false;   // the kill is still to come
        }

        return Cluster.Now >= RestsFrom
            || (_ledger.HasCommittedEverything && Scheduler.Incarnations.All(i => !i.IsAlive || i.WaitsUntil is not null));
    }
}
