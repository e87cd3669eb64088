using OffsetGuard.Broker.Configuration;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Groups.Consumer;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Replication;
using OffsetGuard.Broker.Topics;
using OffsetGuard.Broker.Transactions;

namespace OffsetGuard.Testing.Faults;

/// <summary>What the scope of a fault can be compared with: the operation of a request, and what it names.</summary>
/// <param name="Operation">What is asked.</param>
/// <param name="Groups">The groups that it names.</param>
/// <param name="Partitions">The partitions that it names; <see cref="WholeTopic"/> where only the topic is named.</param>
internal readonly record struct RequestFacts(Operation Operation, IReadOnlyList<string> Groups, IReadOnlyList<BrokerPartition> Partitions)
{
    public const int WholeTopic = -1;

    public static RequestFacts Of(Request request) => request switch
    {
        ProduceRequest produce => OfPartitions(Operation.Produce, produce.Partition),
        FetchRequest fetch => OfPartitions(Operation.Fetch, fetch.Partition),
        ListOffsetsRequest list => OfPartitions(Operation.ListOffsets, list.Partition),
        DeleteRecordsRequest delete => OfPartitions(Operation.DeleteRecords, delete.Partition),
        AddPartitionsToTxnRequest add => new(Operation.AddPartitions, [], add.Partitions),
        GroupRequest group => Of(group),
        AddOffsetsToTxnRequest add => OfGroups(Operation.AddOffsets, add.GroupId),
        DescribeGroupsRequest describe => new(Operation.DescribeGroups, describe.GroupIds, []),
        DeleteGroupsRequest delete => new(Operation.DeleteGroups, delete.GroupIds, []),
        CreateTopicRequest create => OfTopic(Operation.CreateTopic, create.Name),
        DeleteTopicRequest delete => OfTopic(Operation.DeleteTopic, delete.Name),
        CreatePartitionsRequest create => OfTopic(Operation.CreatePartitions, create.Topic),
        DescribeConfigsRequest describe => OfTopic(Operation.DescribeConfigs, describe.Resource.Name),
        AlterConfigsRequest alter => OfTopic(Operation.AlterConfigs, alter.Resource.Name),
        MetadataRequest => OfGroups(Operation.Metadata),
        InitProducerIdRequest => OfGroups(Operation.InitTransactions),
        EndTxnRequest => OfGroups(Operation.EndTransaction),
        ListGroupsRequest => OfGroups(Operation.ListGroups),
        ConsumerGroupDescribeRequest describe => new(Operation.DescribeGroups, describe.GroupIds, []),
        OffsetForLeaderEpochRequest epoch => OfPartitions(Operation.EpochEnd, epoch.Partition),
        ElectLeadersRequest elect => OfPartitions(Operation.ElectLeader, elect.Partition),
        ApiVersionsRequest => OfGroups(Operation.Connect),
        FindCoordinatorRequest { Of.Kind: DestinationKind.GroupCoordinator } find => OfGroups(Operation.FindCoordinator, find.Of.Id),
        FindCoordinatorRequest => OfGroups(Operation.FindCoordinator),
        _ => throw new Broker.InvariantException($"{request.GetType().Name} belongs to no operation."),
    };

    /// <summary>Whether requests of this operation name groups.</summary>
    public static bool NamesGroups(Operation operation) => operation is Operation.Commit or Operation.CommittedOffsets or Operation.Join
        or Operation.Sync or Operation.Heartbeat or Operation.Leave or Operation.AddOffsets or Operation.SendOffsets or Operation.DescribeGroups
        or Operation.DeleteGroups or Operation.DeleteOffsets or Operation.FindCoordinator;

    /// <summary>Whether requests of this operation name topics.</summary>
    public static bool NamesTopics(Operation operation) => NamesPartitions(operation) || operation is Operation.CreateTopic
        or Operation.DeleteTopic or Operation.CreatePartitions or Operation.DescribeConfigs or Operation.AlterConfigs;

    /// <summary>Whether requests of this operation name partitions.</summary>
    public static bool NamesPartitions(Operation operation) => operation is Operation.Produce or Operation.Fetch or Operation.ListOffsets
        or Operation.DeleteRecords or Operation.AddPartitions or Operation.Commit or Operation.CommittedOffsets or Operation.SendOffsets
        or Operation.DeleteOffsets or Operation.EpochEnd or Operation.ElectLeader;

    private static RequestFacts Of(GroupRequest request) => request switch
    {
        OffsetCommitRequest commit => new(Operation.Commit, [commit.GroupId], [.. commit.Offsets.Select(o => o.Partition)]),
        TxnOffsetCommitRequest commit => new(Operation.SendOffsets, [commit.GroupId], [.. commit.Offsets.Select(o => o.Partition)]),
        OffsetFetchRequest fetch => new(Operation.CommittedOffsets, [fetch.GroupId], fetch.Partitions ?? []),
        OffsetDeleteRequest delete => new(Operation.DeleteOffsets, [delete.GroupId], delete.Partitions),
        JoinGroupRequest => OfGroups(Operation.Join, request.GroupId),
        SyncGroupRequest => OfGroups(Operation.Sync, request.GroupId),
        HeartbeatRequest or ConsumerGroupHeartbeatRequest => OfGroups(Operation.Heartbeat, request.GroupId),
        LeaveGroupRequest => OfGroups(Operation.Leave, request.GroupId),
        _ => throw new Broker.InvariantException($"{request.GetType().Name} belongs to no operation."),
    };

    private static RequestFacts OfGroups(Operation operation, params IReadOnlyList<string> groups) => new(operation, groups, []);

    private static RequestFacts OfPartitions(Operation operation, params IReadOnlyList<BrokerPartition> partitions) => new(operation, [], partitions);

    private static RequestFacts OfTopic(Operation operation, string topic) => OfPartitions(operation, new BrokerPartition(topic, WholeTopic));

    /// <summary>One line for a list of what was seen.</summary>
    public string Describe(string clientName)
    {
        var groups = string.Concat(Groups.Select(g => $" of group '{g}'"));
        var partitions = string.Join(", ", Partitions.Select(p => p.Partition == WholeTopic ? p.Topic : p.ToString()));
        return $"{Operation}{groups}{(partitions.Length == 0 ? "" : $" for {partitions}")} by '{clientName}'";
    }
}
