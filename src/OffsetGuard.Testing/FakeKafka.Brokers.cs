using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Replication;
using OffsetGuard.Broker.Topics;
using LogPartition = OffsetGuard.Broker.Topics.Partition;

namespace OffsetGuard.Testing;

/// <content>Brokers that fail. With <see cref="FakeKafkaOptions.BrokerCount"/> there are several; the only one can fail too.</content>
public sealed partial class FakeKafka
{
    private FakeBroker[]? _brokers;

    /// <summary>The brokers, in order of their numbers.</summary>
    public IReadOnlyList<FakeBroker> Brokers => _brokers ??= [.. _host.Cluster.Kafka.Brokers.All.Select(b => new FakeBroker(_host, b))];

    /// <summary>One broker.</summary>
    /// <param name="id">Its number, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such broker.</exception>
    public FakeBroker Broker(int id) => Brokers[_host.Cluster.Kafka.Brokers.Get(id).Id - BrokerTable.FirstId];

    /// <summary>Creates a topic whose partitions have replicas.</summary>
    /// <param name="name">A name that Kafka accepts.</param>
    /// <param name="partitions">How many partitions, at least 1. Partition 0 prefers broker 1 as its leader, partition 1 broker 2, and so on.</param>
    /// <param name="replicas">How many replicas each has, at most <see cref="FakeKafkaOptions.BrokerCount"/>.</param>
    /// <param name="config">Settings of the topic by Kafka's own keys, for example <c>min.insync.replicas</c>; null for none.</param>
    /// <returns>This cluster, to chain calls.</returns>
    /// <exception cref="ArgumentException">The topic is refused; the message says why.</exception>
    public FakeKafka CreateTopic(string name, int partitions, int replicas, IReadOnlyDictionary<string, string>? config = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        var reply = Ask<CreateTopicReply>(new CreateTopicRequest(name, partitions)
        {
            ReplicationFactor = replicas,
            Config = config ?? new Dictionary<string, string>(),
        });
        return reply.Error == BrokerError.None
            ? this
            : throw new ArgumentException($"The topic '{name}' was refused ({reply.Error}). {reply.Message}", nameof(name));
    }

    /// <summary>The broker that leads a partition, whether it answers or not.</summary>
    /// <param name="topic">An existing topic.</param>
    /// <param name="partition">A partition of it.</param>
    /// <exception cref="ArgumentException">There is no such topic or partition.</exception>
    /// <exception cref="InvalidOperationException">No broker leads it now.</exception>
    public FakeBroker Leader(string topic, int partition) => LeaderOf(PartitionOf(topic, partition));

    /// <summary>The brokers that have a replica of a partition and do not lead it, in order of preference.</summary>
    /// <param name="topic">An existing topic.</param>
    /// <param name="partition">A partition of it.</param>
    /// <exception cref="ArgumentException">There is no such topic or partition.</exception>
    public IReadOnlyList<FakeBroker> Followers(string topic, int partition)
    {
        var registration = PartitionOf(topic, partition).Replicas.Registration;
        return [.. registration.Replicas.Where(id => id != registration.Leader).Select(Broker)];
    }

    /// <summary>The broker that coordinates a consumer group.</summary>
    /// <param name="groupId">The group; it need not exist yet.</param>
    /// <exception cref="InvalidOperationException">No broker coordinates it now.</exception>
    public FakeBroker Coordinator(string groupId)
    {
        ArgumentException.ThrowIfNullOrEmpty(groupId);
        return LeaderOf(CoordinatedIn(groupId));
    }

    /// <summary>Kills the leader of a partition. Another in-sync replica leads once its session has ended.</summary>
    /// <param name="topic">An existing topic.</param>
    /// <param name="partition">A partition of it.</param>
    /// <returns>The broker, to bring it back with <see cref="FakeBroker.Start"/>.</returns>
    public FakeBroker KillLeader(string topic, int partition) => Leader(topic, partition).Kill();

    /// <summary>
    /// The followers of a partition hang: what is written from now on is on the leader alone, and above the high watermark, until they are
    /// out of the in-sync set.
    /// </summary>
    /// <param name="topic">An existing topic.</param>
    /// <param name="partition">A partition of it.</param>
    /// <returns>The brokers, to let them go on with <see cref="FakeBroker.Resume"/>.</returns>
    public IReadOnlyList<FakeBroker> PauseFollowers(string topic, int partition)
    {
        var followers = Followers(topic, partition);
        foreach (var follower in followers)
            follower.Pause();
        return followers;
    }

    /// <summary>Elects a leader, as an operator does.</summary>
    /// <param name="topic">An existing topic.</param>
    /// <param name="partition">A partition of it.</param>
    /// <param name="election">Which leaders are acceptable.</param>
    /// <returns>This cluster, to chain calls.</returns>
    /// <exception cref="InvalidOperationException">Nobody was elected: the partition has such a leader, or none can lead.</exception>
    public FakeKafka ElectLeader(string topic, int partition, LeaderElection election = LeaderElection.Preferred) =>
        Elect(PartitionOf(topic, partition).Id, election);

    /// <summary>Elects another coordinator of a group, as an operator does: with <see cref="LeaderElection.Unclean"/> commits may go back.</summary>
    /// <param name="groupId">The group.</param>
    /// <param name="election">Which leaders of the group's partition of <c>__consumer_offsets</c> are acceptable.</param>
    /// <returns>This cluster, to chain calls.</returns>
    /// <exception cref="InvalidOperationException">Nobody was elected.</exception>
    public FakeKafka ElectCoordinator(string groupId, LeaderElection election = LeaderElection.Preferred)
    {
        ArgumentException.ThrowIfNullOrEmpty(groupId);
        return Elect(CoordinatedIn(groupId).Id, election);
    }

    /// <summary>The coordinator of a group is killed and given up at once: another broker coordinates with what its replica of the log has.</summary>
    /// <param name="groupId">The group.</param>
    /// <returns>The broker that was killed.</returns>
    /// <exception cref="InvalidOperationException">There is no other broker.</exception>
    public FakeBroker FailOverCoordinator(string groupId)
    {
        if (Brokers.Count == 1)
            throw new InvalidOperationException("The only broker cannot be replaced. Set FakeKafkaOptions.BrokerCount to at least 2.");
        return Coordinator(groupId).Kill().Fence();
    }

    private FakeKafka Elect(BrokerPartition partition, LeaderElection election)
    {
        var wanted = election == LeaderElection.Preferred ? Election.Preferred : Election.Unclean;
        var reply = Ask<ElectLeadersReply>(new ElectLeadersRequest(partition, wanted));
        return reply.Error == BrokerError.None
            ? this
            : throw new InvalidOperationException($"No leader was elected for {partition}: {reply.Error}. Its brokers: {string.Join("; ", Brokers)}.");
    }

    private FakeBroker LeaderOf(LogPartition partition) => partition.Replicas.Registration.Leader is var id and not PartitionRegistration.NoLeader
        ? Broker(id)
        : throw new InvalidOperationException(
            $"No broker leads {partition.Id}. Start one that has its records, or elect another one with ElectLeader and LeaderElection.Unclean.");

    private LogPartition CoordinatedIn(string groupId)
    {
        var found = _host.Cluster.Kafka.Addressing.TryGetPartition(Destination.CoordinatorOf(groupId), out var partition);
        OffsetGuard.Broker.InvariantException.Require(found, "every group has a partition of __consumer_offsets");
        return partition!;
    }

    private LogPartition PartitionOf(string topic, int partition)
    {
        Topic(topic).HighWatermark(partition);   // refuses what does not exist
        return _host.Cluster.Kafka.Topics.Find(topic)!.Partitions[partition];
    }
}
