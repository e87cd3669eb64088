using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Tests.Scenarios;

internal sealed partial class Scenario
{
    private readonly Dictionary<string, string> _memberIds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _joins = new(StringComparer.Ordinal);

    public TimeSpan SessionTimeout { get; set; } = TimeSpan.FromSeconds(10);

    public TimeSpan RebalanceTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>A stable group of one member in this generation: the member joined, and joined again as its leader.</summary>
    public Scenario Group(string group, int generation, string member)
    {
        do
        {
            Join(group, member);
            Sync(group, member);
        }
        while (GenerationOf(group) < generation);
        return this;
    }

    /// <summary>Joins, with the detour over MEMBER_ID_REQUIRED for a new member. The call is parked until all are there.</summary>
    public Scenario Join(string group, string member, params string[] assignors)
    {
        _joins[member] = Call(JoinRequest(group, member, assignors));
        if (JoinReplyOf(member) is { Error: ErrorCode.MemberIdRequired } required)
        {
            _memberIds[member] = required.MemberId;
            _joins[member] = Call(JoinRequest(group, member, assignors));
        }

        return this;
    }

    /// <summary>The answer to the member's last join, or null while the group waits for others.</summary>
    public JoinGroupReply? JoinReplyOf(string member) => ReplyTo<JoinGroupReply>(_joins[member]);

    public JoinGroupRequest JoinRequest(string group, string member, params string[] assignors) => new(
        group, IdOf(member), member, SessionTimeout, RebalanceTimeout,
        [.. (assignors is [] ? ["range"] : assignors).Select(a => new JoinProtocol(a, new Subscription(["orders"])))]);

    public long Sync(string group, string member, params (string Member, TopicPartition Partition)[] plan) =>
        Call(new SyncGroupRequest(group, StampOf(group, member), plan
            .GroupBy(p => IdOf(p.Member))
            .ToDictionary(g => g.Key, g => (IReadOnlyList<TopicPartition>)[.. g.Select(p => p.Partition)])));

    public ErrorCode Heartbeat(string group, string member, int? generation = null) =>
        Ask<HeartbeatReply>(new HeartbeatRequest(group, StampOf(group, member, generation))).Error;

    public ErrorCode Leave(string group, string member) => Ask<LeaveGroupReply>(new LeaveGroupRequest(group, IdOf(member))).Error;

    public ErrorCode Commit(string group, string member, TopicPartition partition, long nextOffset, int? generation = null) =>
        Commit(group, StampOf(group, member, generation), partition, nextOffset);

    public ErrorCode Commit(string group, MemberStamp stamp, TopicPartition partition, long nextOffset) => Ask<OffsetCommitReply>(
        new OffsetCommitRequest(group, stamp, [new PartitionOffset(partition, new OffsetAndEpoch(nextOffset, 0))])).Errors[0];

    /// <summary>The committed offset, or null when there is none.</summary>
    public long? Committed(string group, TopicPartition partition)
    {
        var position = Ask<OffsetFetchReply>(new OffsetFetchRequest(group, [partition])).Offsets[0].Position;
        return position.IsAbsolute ? position.NextOffset : null;
    }

    public GroupState? StateOf(string group) => Kafka.Groups.Find(group)?.State;

    public int GenerationOf(string group) => Kafka.Groups.Find(group)?.Generation ?? 0;

    public string[] MembersOf(string group) =>
        [.. ((ClassicGroup)Kafka.Groups.Find(group)!).Members.Select(m => _memberIds.First(known => known.Value == m.Id).Key)];

    public string IdOf(string member) => _memberIds.GetValueOrDefault(member, "");

    private MemberStamp StampOf(string group, string member, int? generation = null) => new(IdOf(member), generation ?? GenerationOf(group));
}
