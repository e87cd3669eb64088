using OffsetGuard.Broker.Clients;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Replication;
using OffsetGuard.Broker.Simulation;
using OffsetGuard.Broker.Topics;
using OffsetGuard.Broker.Transactions;
using OffsetGuard.Conformance.Scenarios;

namespace OffsetGuard.Conformance.Execution;

/// <summary>The brokers of a fake, and where a scenario wants its partitions.</summary>
internal sealed class FakeCluster(SimulatedCluster cluster) : IClusterControl
{
    public IReadOnlyList<int> Brokers => [.. cluster.Kafka.Brokers.All.Select(b => b.Id)];

    public bool IsUp(int broker) => cluster.Kafka.Brokers.Get(broker).IsRunning;

    public void Kill(int broker) => cluster.Kill(broker);

    public void Stop(int broker) => cluster.Stop(broker);

    public void Pause(int broker) => cluster.Pause(broker);

    public void Resume(int broker) => cluster.Resume(broker);

    public void Start(int broker) => cluster.Start(broker);

    public void After(TimeSpan time, Action action) => cluster.Connect(id => new Alarm(id, cluster.Now + time, action));

    public string? Elect(string of, bool isUnclean)
    {
        var election = isUnclean ? Election.Unclean : Election.Preferred;
        var reply = cluster.Ask<ElectLeadersReply>(new ElectLeadersRequest(PartitionOf(of).Id, election));
        return reply.Error == ErrorCode.None ? null : reply.Error.ToString();
    }

    public PartitionState Look(string of)
    {
        var partition = PartitionOf(of);
        var (registration, log) = (partition.Replicas.Registration, partition.Log);
        return new PartitionState(
            registration.Replicas.Count,
            registration.InSync.Count,
            registration.Leader == PartitionRegistration.NoLeader ? null : registration.Leader,
            registration.LeaderEpoch)
        {
            Log = (log.LogStartOffset, partition.HighWatermark, log.LogEndOffset, partition.LastStableOffset),
            Brokers = registration.Replicas,
        };
    }

    /// <summary>Puts coordinators apart and creates the topics of a scenario where it wants them.</summary>
    public void Arrange(Scenario scenario)
    {
        var clause = scenario.Cluster ?? ClusterClause.None;
        for (var i = 0; i < clause.Apart.Count; i++)
            Lead(PartitionOf(clause.Apart[i]), BrokerTable.FirstId + (i % Brokers.Count));
        foreach (var (topic, partitionCount) in scenario.Topics)
        {
            cluster.Ask<CreateTopicReply>(new CreateTopicRequest(topic, partitionCount)
            {
                Assignments = Brokers.Count == 1 ? null : [.. Enumerable.Range(0, partitionCount).Select(p => Place(topic, p, clause))],
                Config = clause.TopicConfig.GetValueOrDefault(topic) ?? new Dictionary<string, string>(),
            });
        }
    }

    private IReadOnlyList<int> Place(string topic, int partition, ClusterClause clause)
    {
        var wishes = clause.Leaders.GetValueOrDefault($"{topic}/{partition}")?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        HashSet<int> avoided = [.. wishes.Where(w => w[0] == '!').Select(w => Look(w[1..]).Leader!.Value)];
        var wanted = wishes.Where(w => w[0] != '!').Select(w => Look(w).Leader!.Value).ToList();
        var order = wanted.Concat(Brokers.Where(b => !avoided.Contains(b))).Concat(avoided).Distinct();
        return [.. order.Take(clause.Replicas.GetValueOrDefault(topic, Brokers.Count))];
    }

    private static void Lead(Partition partition, int broker)
    {
        var before = partition.Replicas.Registration;
        partition.Replicas.Apply(before with
        {
            Replicas = [broker, .. before.Replicas.Where(r => r != broker)],
            Leader = broker,
            LeaderEpoch = before.LeaderEpoch + 1,
        });
    }

    private Partition PartitionOf(string of)
    {
        var colon = of.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0)
            return InternalOf(of[..colon], of[(colon + 1)..]);
        var at = Notation.Parse(of);
        return cluster.Kafka.Topics.Find(at.Topic)!.Partitions[at.Partition];
    }

    private Partition InternalOf(string kind, string id) => kind == "txn"
        ? new TransactionTopic(cluster.Kafka.Topics).PartitionOf(id)
        : new OffsetsTopic(cluster.Kafka.Topics).PartitionOf(id);

    private sealed class Alarm(int clientId, DateTimeOffset at, Action action) : IClientModel
    {
        private bool _isDone;

        public ClientChannel Channel { get; } = new(clientId);

        public DateTimeOffset? NextDeadline => _isDone ? null : at;

        public void Tick(DateTimeOffset now)
        {
            if (_isDone || now < at)
                return;
            _isDone = true;
            action();
        }
    }
}
