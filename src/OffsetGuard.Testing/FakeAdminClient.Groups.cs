using Confluent.Kafka.Admin;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Consumer;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Replication;
using OffsetGuard.Testing.Clients;
using BrokerMember = OffsetGuard.Broker.Groups.MemberDescription;
using MemberDescription = Confluent.Kafka.Admin.MemberDescription;

namespace OffsetGuard.Testing;

public sealed partial class FakeAdminClient
{
    /// <summary>Lists groups with their members; metadata and assignments are not given as bytes.</summary>
    /// <param name="timeout">How long to wait.</param>
    public List<GroupInfo> ListGroups(TimeSpan timeout)
    {
        ThrowIfDisposed();
        var ids = AskForAll<ListGroupsReply>(new ListGroupsRequest([]), timeout).Groups.Select(g => g.GroupId).ToList();
        return [.. Ask<DescribeGroupsReply>(new DescribeGroupsRequest(ids), timeout).Groups.Select(ToInfo)];
    }

    /// <summary>Describes one group; a group that does not exist is dead.</summary>
    /// <param name="group">The group.</param>
    /// <param name="timeout">How long to wait.</param>
    public GroupInfo ListGroup(string group, TimeSpan timeout)
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(group);
        return ToInfo(Ask<DescribeGroupsReply>(new DescribeGroupsRequest([group]), timeout).Groups[0]);
    }

    /// <summary>Lists groups.</summary>
    public Task<ListConsumerGroupsResult> ListConsumerGroupsAsync(ListConsumerGroupsOptions? options = null)
    {
        ThrowIfDisposed();
        return AsTask(() =>
        {
            var types = options?.MatchTypes?.ToList() ?? [];
            var states = options?.MatchStates?.ToList() ?? [];
            var groups = AskForAll<ListGroupsReply>(new ListGroupsRequest([]), options?.RequestTimeout).Groups;
            return new ListConsumerGroupsResult
            {
                Valid = [.. groups.Select(ToListing)
                    .Where(g => (types.Count == 0 || types.Contains(g.Type)) && (states.Count == 0 || states.Contains(g.State)))],
            };
        });
    }

    /// <summary>Describes groups; a group that does not exist is dead, which is no error.</summary>
    /// <exception cref="ArgumentException">No group was given.</exception>
    /// <exception cref="DescribeConsumerGroupsException">Faults the task: a coordinator cannot answer.</exception>
    public Task<DescribeConsumerGroupsResult> DescribeConsumerGroupsAsync(
        IEnumerable<string> groups, DescribeConsumerGroupsOptions? options = null)
    {
        ThrowIfDisposed();
        var ids = groups?.ToList() ?? [];
        if (ids.Count == 0)
            throw new ArgumentException("At least one group should be provided.", nameof(groups));
        return AsTask(() =>
        {
            RequireSomeAndDistinct(ids, "groups");
            var described = Describe(ids, options?.RequestTimeout).Select(ToDescription).ToList();
            return described.Exists(g => g.Error.IsError)
                ? throw new DescribeConsumerGroupsException(new DescribeConsumerGroupsReport { ConsumerGroupDescriptions = described })
                : new DescribeConsumerGroupsResult { ConsumerGroupDescriptions = described };
        });
    }

    /// <summary>Deletes groups that have no members, with their offsets.</summary>
    /// <exception cref="DeleteGroupsException">Faults the task: a group has members or does not exist.</exception>
    public Task DeleteGroupsAsync(IList<string> groups, DeleteGroupsOptions? options = null)
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(groups);
        return AsTask(() =>
        {
            RequireSomeAndDistinct([.. groups], "groups");
            var reply = Ask<DeleteGroupsReply>(new DeleteGroupsRequest([.. groups]), options?.RequestTimeout);
            var reports = groups.Select((g, i) => new DeleteGroupReport { Group = g, Error = reply.Errors[i].ToClient() }).ToList();
            return reports.Exists(r => r.Error.IsError) ? throw new DeleteGroupsException(reports) : reports;
        });
    }

    /// <summary>Asks for groups of the consumer protocol first; what is not found among them is a classic group, or none.</summary>
    /// <remarks>librdkafka: rd_kafka_admin_DescribeConsumerGroupsRequest.</remarks>
    private List<GroupDescription> Describe(List<string> ids, TimeSpan? timeout)
    {
        var described = Ask<ConsumerGroupDescribeReply>(new ConsumerGroupDescribeRequest(ids), timeout).Groups.ToList();
        for (var i = 0; i < described.Count; i++)
        {
            if (described[i].Error == BrokerError.GroupIdNotFound)
                described[i] = Ask<DescribeGroupsReply>(new DescribeGroupsRequest([ids[i]]), timeout).Groups[0];
        }

        return described;
    }

    private GroupInfo ToInfo(GroupDescription group) => new(
        BrokerOf(group.GroupId),
        group.GroupId,
        group.Error.ToClient(),
        group.State.ToString(),
        group.ProtocolType,
        group.ProtocolName,
        [.. group.Members.Select(m => new GroupMemberInfo(m.MemberId, m.ClientName, m.ClientHost, [], []))]);

    private int CoordinatorOf(string groupId) =>
        _host.Cluster.Kafka.Addressing.BrokerOf(Destination.CoordinatorOf(groupId)) ?? BrokerTable.FirstId;

    private BrokerMetadata BrokerOf(string groupId) => new(CoordinatorOf(groupId), BrokerHost, PortOf(CoordinatorOf(groupId)));

    private static ConsumerGroupListing ToListing(ListedGroup group) => new()
    {
        GroupId = group.GroupId,
        State = ToClient(group.State),
        Type = ToClient(group.Kind),
        IsSimpleConsumerGroup = group.ProtocolType.Length == 0,
    };

    private ConsumerGroupDescription ToDescription(GroupDescription group) => new()
    {
        GroupId = group.GroupId,
        Error = group.Error.ToClient(),
        State = ToClient(group.State),
        GroupType = ToClient(group.Kind),
        IsSimpleConsumerGroup = group.ProtocolType.Length == 0,
        PartitionAssignor = group.ProtocolName,
        Coordinator = NewNode(CoordinatorOf(group.GroupId)),
        Members = [.. group.Members.Select(ToDescription)],
    };

    private static MemberDescription ToDescription(BrokerMember member) => new()
    {
        ClientId = member.ClientName,
        ConsumerId = member.MemberId,
        GroupInstanceId = member.InstanceId,
        Host = member.ClientHost,
        Assignment = new MemberAssignment { TopicPartitions = [.. member.Assignment.Select(p => p.ToClient())] },
        TargetAssignment = member.Target is { } target ? new MemberAssignment { TopicPartitions = [.. target.Select(p => p.ToClient())] } : null,
    };

    private static ConsumerGroupType ToClient(GroupKind kind) => kind == GroupKind.Consumer ? ConsumerGroupType.Consumer : ConsumerGroupType.Classic;

    private static ConsumerGroupState ToClient(GroupState state) =>
        Enum.TryParse<ConsumerGroupState>(state.ToString(), out var known) ? known : ConsumerGroupState.Unknown;
}
