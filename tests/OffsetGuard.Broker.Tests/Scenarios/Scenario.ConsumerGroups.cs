using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Consumer;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Tests.Scenarios;

internal sealed partial class Scenario
{
    /// <summary>Joins a group of the consumer protocol; the member's name is its id.</summary>
    public ConsumerGroupHeartbeatReply JoinAs(string group, string member, params string[] topics) => Beat(JoinOf(group, member, topics));

    public static ConsumerGroupHeartbeatRequest JoinOf(string group, string member, params string[] topics) => new(group, member, Epoch: 0)
    {
        ClientName = member,
        RebalanceTimeout = TimeSpan.FromSeconds(60),
        Topics = topics is [] ? ["orders"] : topics,
        Pattern = "",
        Owned = [],
    };

    /// <summary>A heartbeat that has nothing to say.</summary>
    public ConsumerGroupHeartbeatReply Beat(string group, string member, int epoch) => Beat(BeatOf(group, member, epoch));

    /// <summary>A heartbeat that says what the member owns of "orders".</summary>
    public ConsumerGroupHeartbeatReply Owning(string group, string member, int epoch, params int[] partitions) =>
        Beat(BeatOf(group, member, epoch) with { Owned = [.. partitions.Select(OrdersWithId)] });

    public ConsumerGroupHeartbeatReply Beat(ConsumerGroupHeartbeatRequest request) => Ask<ConsumerGroupHeartbeatReply>(request);

    public static ConsumerGroupHeartbeatRequest BeatOf(string group, string member, int epoch) => new(group, member, epoch) { ClientName = member };

    public ConsumerGroup ConsumerGroup(string group) => (ConsumerGroup)Kafka.Groups.Find(group)!;

    /// <summary>Epoch, state and partitions of "orders", as in "m1 2 Stable 0,1".</summary>
    public string[] Standing(string group) => [.. ConsumerGroup(group).Members.Select(m =>
        $"{m.Id} {m.Epoch} {m.Current.State} {string.Join(",", m.Current.Assigned.Select(p => p.Partition.Partition))}")];

    public TopicIdPartition OrdersWithId(int partition) => Kafka.Topics.WithIds([At("orders", partition)]).Single();

    /// <summary>The assignment of a reply, as in "0,1"; null when it says nothing.</summary>
    public static string? Given(ConsumerGroupHeartbeatReply reply) =>
        reply.Assignment is { } assigned ? string.Join(",", assigned.Select(p => p.Partition.Partition)) : null;

    /// <summary>The coordinator moves and reads its log again.</summary>
    public Scenario Reload(string group)
    {
        Kafka.Loading.Begin(group);
        Kafka.Loading.End(group, Now);
        return this;
    }

    public ErrorCode CommitAs(string group, string member, int epoch, long nextOffset) =>
        Commit(group, new MemberStamp(member, epoch), At("orders", 0), nextOffset);
}
