using OffsetGuard.Broker.History;
using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Checking;

/// <summary>What has to happen in some schedule, or a test that holds says little.</summary>
internal sealed class Marks
{
    public const string DeliveredTwice = "a record was delivered twice";
    public const string RebalanceInFlight = "a rebalance while a record was in flight";
    public const string CommitFailed = "a commit failed";

    private readonly HashSet<(string Group, TopicPartition Partition, long Offset)> _delivered = [];
    private readonly Dictionary<(IncarnationName Who, TopicPartition Partition), long> _inFlight = [];

    public Marks(WorldHistory history) => history.Listen(Observe);

    /// <summary>What every test is better for.</summary>
    public static IReadOnlyList<string> BuiltIn { get; } = [DeliveredTwice, RebalanceInFlight, CommitFailed];

    /// <summary>Those that were reached, the test's own among them.</summary>
    public SortedSet<string> Reached { get; } = new(StringComparer.Ordinal);

    private void Observe(WorldEvent happened)
    {
        switch (happened)
        {
            case SometimesReached reached:
                Reached.Add(reached.Name);
                break;
            case RecordDelivered { Who: { } who } delivered:
                _inFlight[(who, delivered.Partition)] = delivered.Offset;
                if (!_delivered.Add((delivered.Group, delivered.Partition, delivered.Offset)))
                    Reached.Add(DeliveredTwice);
                break;
            case RecordEffect { Who: { } who } effect when _inFlight.TryGetValue((who, effect.Partition), out var offset) && offset <= effect.Offset:
                _inFlight.Remove((who, effect.Partition));
                break;
            case PartitionRevoked { Who: { } who, Why: not GivingUp.Unassigned } revoked when _inFlight.ContainsKey((who, revoked.Partition)):
                Reached.Add(RebalanceInFlight);
                break;
            case CommitRefused or CallThrew { Operation: "Commit" }:
                Reached.Add(CommitFailed);
                break;
        }
    }
}
