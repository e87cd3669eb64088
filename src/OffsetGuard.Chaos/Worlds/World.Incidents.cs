using OffsetGuard.Chaos.Faults;
using OffsetGuard.Testing;

namespace OffsetGuard.Chaos.Worlds;

/// <content>
/// Faults of the cluster. They are planned for the instant of the step and carried out when nobody is inside of a call; the request that
/// they are about is held up for a moment, so that it meets them.
/// </content>
public sealed partial class World
{
    /// <summary>How long the request is held up at which an incident strikes.</summary>
    internal static readonly TimeSpan IncidentDelay = TimeSpan.FromMilliseconds(2);

    // Longer than a broker's session (9 s by default): others lead before it is back.
    private static readonly TimeSpan s_brokerIsAway = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_coordinatorLoads = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(5);

    /// <summary>Plans what happens to the cluster.</summary>
    private void Bring(FaultKind incident, in TakenStep taken)
    {
        var (partition, group) = (taken.Partition, taken.Group);
        switch (incident)
        {
            case FaultKind.MoveCoordinator when Kafka.Brokers.Count > 1:
                In(TimeSpan.Zero, () => Return(Kafka.FailOverCoordinator(group!)));
                break;
            case FaultKind.MoveCoordinator:
                In(TimeSpan.Zero, () => In(s_coordinatorLoads, Kafka.LoadCoordinator(group!).End));
                break;
            case FaultKind.PauseLeader:
                In(TimeSpan.Zero, () => Return(Kafka.Leader(partition!.Value.Topic, partition.Value.Partition).Pause()));
                break;
            case FaultKind.KillLeader:
                LoseTheLeader(partition!.Value, _ => { });
                break;
            case FaultKind.ElectUnclean:
                LoseTheLeader(partition!.Value, b => b.Fence());
                break;
            case FaultKind.Trim:
                In(s_moment, () => TrimAll(partition!.Value));
                break;
        }
    }

    /// <summary>What the leader writes from now on is on it alone; then it dies, and the followers go on without.</summary>
    private void LoseTheLeader(TopicPartition partition, Action<FakeBroker> afterwards)
    {
        In(TimeSpan.Zero, () =>
        {
            var followers = Kafka.PauseFollowers(partition.Topic, partition.Partition);
            In(s_moment, () =>
            {
                var leader = Kafka.KillLeader(partition.Topic, partition.Partition);
                afterwards(leader);
                foreach (var follower in followers)
                    BringBack(follower);
                Return(leader);
            });
        });
    }

    private void TrimAll(TopicPartition partition) =>
        Kafka.RetainFrom(partition.Topic, partition.Partition, Kafka.Topic(partition.Topic).HighWatermark(partition.Partition).Value);

    private void Return(FakeBroker broker) => In(s_brokerIsAway, () => BringBack(broker));

    /// <summary>It may be back already: incidents overlap.</summary>
    private static void BringBack(FakeBroker broker)
    {
        switch (broker.State)
        {
            case FakeBrokerState.Paused:
                broker.Resume();
                break;
            case FakeBrokerState.Stopped:
                broker.Start();
                break;
        }
    }

    private void In(TimeSpan time, Action what) => Scheduler.Plan(Cluster.Now + time, () => Attempt(what));

    /// <summary>Incidents overlap: what is broken already cannot break once more.</summary>
    private static void Attempt(Action incident)
    {
        try
        {
            incident();
        }
        catch (InvalidOperationException)
        {
            // Nobody leads, or the only broker that could is gone.
        }
    }
}
