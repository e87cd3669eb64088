using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Classic;

/// <summary>A group of the classic protocol: who is in it, its generation, and who may do what.</summary>
/// <remarks>Apache Kafka: group/classic/ClassicGroup.java.</remarks>
internal sealed class ClassicGroup(string id, CommittedOffsets offsets) : Group(id, offsets)
{
    private const string ConsumerProtocol = "consumer";

    private readonly SortedDictionary<string, ClassicMember> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _memberIdsByInstance = new(StringComparer.Ordinal);
    private readonly HashSet<string> _promisedIds = new(StringComparer.Ordinal);
    private GroupState _state;
    private int _generation;

    public override GroupKind Kind => GroupKind.Classic;

    public override GroupState State => _state;

    public override int Generation => _generation;

    public override int MemberCount => _members.Count;

    public override string ProtocolType => _members.Count > 0 || Written is not null ? ConsumerProtocol : "";

    public override IEnumerable<TopicIdPartition> Owned => State == GroupState.Stable
        ? _members.Values.SelectMany(m => m.Assignment).Select(p => new TopicIdPartition(0, p))
        : [];

    /// <summary>The assignor that all members offer and most members prefer.</summary>
    public string? ProtocolName { get; private set; }

    public string? LeaderId { get; private set; }

    /// <summary>In order of member ids, which is the order in which they were given.</summary>
    public IReadOnlyCollection<ClassicMember> Members => _members.Values;

    /// <summary>The last generation in the group's log; null for a group that only stores offsets.</summary>
    public GenerationWritten? Written { get; private set; }

    /// <summary>The first join of an empty group is held open for a while, even when everybody is here.</summary>
    public JoinHold? Hold { get; set; }

    public bool HasJoinedEveryMember => Hold is null && _promisedIds.Count == 0 && _members.Values.All(m => m.ParkedJoin is not null);

    public bool HasSyncedEveryMember => _members.Values.All(m => m.HasSynced);

    /// <summary>How many ids were handed out whose owners have yet to join.</summary>
    public int PromisedCount => _promisedIds.Count;

    public int JoiningCount => _members.Values.Count(m => m.ParkedJoin is not null);

    public TimeSpan RebalanceTimeout => _members.Values.Max(m => m.Joined.RebalanceTimeout);

    public ClassicMember? Find(string memberId) => _members.GetValueOrDefault(memberId);

    public ClassicMember? FindStatic(string? instanceId) =>
        instanceId is not null && _memberIdsByInstance.TryGetValue(instanceId, out var memberId) ? _members[memberId] : null;

    /// <summary>An id was handed out; its owner has yet to join with it.</summary>
    public void Promise(string memberId) => _promisedIds.Add(memberId);

    public bool TakePromise(string memberId) => _promisedIds.Remove(memberId);

    public void Add(ClassicMember member)
    {
        _members.Add(member.Id, member);
        if (member.InstanceId is { } instanceId)
            _memberIdsByInstance[instanceId] = member.Id;
        LeaderId ??= member.Id;
    }

    public void Remove(string memberId)
    {
        if (_members.Remove(memberId, out var member) && member.InstanceId is { } instanceId)
            _memberIdsByInstance.Remove(instanceId);
        if (LeaderId == memberId)
            LeaderId = _members.Keys.FirstOrDefault();
    }

    /// <summary>A static member has come back under a new id: it takes the place of the old one, as leader too.</summary>
    public ClassicMember Replace(ClassicMember former, string memberId, JoinGroupRequest joined)
    {
        var wasLeader = LeaderId == former.Id;
        Remove(former.Id);
        var member = new ClassicMember(memberId, joined) { Assignment = former.Assignment, HasSynced = former.HasSynced };
        Add(member);
        if (wasLeader)
            LeaderId = memberId;
        return member;
    }

    /// <summary>Somebody who is here has to lead.</summary>
    /// <returns>False when nobody has joined.</returns>
    public bool ElectJoinedLeader()
    {
        if (LeaderId is { } leader && _members[leader].ParkedJoin is not null)
            return true;
        var joined = _members.Values.FirstOrDefault(m => m.ParkedJoin is not null);
        LeaderId = joined?.Id ?? LeaderId;
        return joined is not null;
    }

    public void MoveTo(GroupState state) => _state = state;

    /// <summary>All members have joined: the next generation begins.</summary>
    public void BeginGeneration()
    {
        _generation++;
        Hold = null;
        ProtocolName = _members.Count == 0 ? null : ElectProtocol();
        _state = _members.Count == 0 ? GroupState.Empty : GroupState.CompletingRebalance;
    }

    /// <summary>Whether a member with these protocols can live with the others.</summary>
    public bool Accepts(JoinGroupRequest request, string memberId)
    {
        var others = _members.Values.Where(m => m.Id != memberId).ToList();
        return request.Protocols.Count > 0
            && (others.Count == 0 || request.Protocols.Any(p => others.All(m => m.Joined.Protocols.Any(q => q.Name == p.Name))));
    }

    /// <summary>Whether the group has room for this member.</summary>
    /// <remarks>Apache Kafka: GroupMetadataManager.acceptJoiningMember.</remarks>
    public bool HasRoomFor(string memberId, int memberCountMax) => State switch
    {
        GroupState.Empty => true,
        GroupState.PreparingRebalance => Find(memberId)?.ParkedJoin is not null || JoiningCount < memberCountMax,
        _ => _members.ContainsKey(memberId) || _members.Count < memberCountMax,
    };

    /// <remarks>Apache Kafka: ClassicGroup.validateOffsetCommit.</remarks>
    public override ErrorCode CommitRefusal(MemberStamp stamp)
    {
        if (stamp.Generation < 0 && State == GroupState.Empty)
            return ErrorCode.None;
        if (stamp.Generation < 0 && stamp.MemberId.Length == 0 && stamp.InstanceId is null)
            return ErrorCode.UnknownMemberId;
        if (StampRefusal(stamp) is var error and not ErrorCode.None)
            return error;
        return State == GroupState.CompletingRebalance ? ErrorCode.RebalanceInProgress : ErrorCode.None;
    }

    /// <summary>Without membership it is never refused, not even while the group has members, and no rebalance stands in its way.</summary>
    /// <remarks>Apache Kafka: ClassicGroup.validateOffsetCommit (isTransactional).</remarks>
    public override ErrorCode TransactionalCommitRefusal(MemberStamp stamp) =>
        stamp.Generation < 0 && (stamp.MemberId.Length == 0 || State == GroupState.Empty) ? ErrorCode.None : StampRefusal(stamp);

    /// <summary>Why a heartbeat is refused: also the way in which members learn of a rebalance.</summary>
    public ErrorCode HeartbeatRefusal(MemberStamp stamp)
    {
        if (State == GroupState.Empty)
            return ErrorCode.UnknownMemberId;
        if (StampRefusal(stamp) is var error and not ErrorCode.None)
            return error;
        return State == GroupState.PreparingRebalance ? ErrorCode.RebalanceInProgress : ErrorCode.None;
    }

    public ErrorCode StampRefusal(MemberStamp stamp)
    {
        if (MemberRefusal(stamp.MemberId, stamp.InstanceId) is var error and not ErrorCode.None)
            return error;
        return stamp.Generation == Generation ? ErrorCode.None : ErrorCode.IllegalGeneration;
    }

    /// <summary>Why this member is not, or no longer, the one it says it is.</summary>
    /// <remarks>Apache Kafka: ClassicGroup.validateMember.</remarks>
    public ErrorCode MemberRefusal(string memberId, string? instanceId)
    {
        if (instanceId is not null && FindStatic(instanceId) is var holder && holder?.Id != memberId)
            return holder is null ? ErrorCode.UnknownMemberId : ErrorCode.FencedInstanceId;
        return _members.ContainsKey(memberId) ? ErrorCode.None : ErrorCode.UnknownMemberId;
    }

    public override bool IsSubscribedTo(string topic) => _members.Values.Any(m => m.Joined.Protocols.Any(p => p.Subscription.Topics.Contains(topic)));

    /// <remarks>Apache Kafka: ClassicGroup.offsetExpirationCondition.</remarks>
    public override bool IsExpired(OffsetCommitted offset, long limitMs) => State switch
    {
        // A group that had members once keeps its offsets from the moment the last one left.
        GroupState.Empty => (Written?.TimestampMs ?? offset.CommitTimestampMs) <= limitMs,
        GroupState.Stable => !IsSubscribedTo(offset.Partition.Topic) && offset.CommitTimestampMs <= limitMs,
        _ => false,
    };

    public override IEnumerable<GroupRecord> Removal(long nowMs) => [new GroupRemoved(Id, nowMs)];

    /// <remarks>Apache Kafka: ClassicGroup.describe.</remarks>
    public override GroupDescription Describe()
    {
        var isStable = State == GroupState.Stable;
        return new GroupDescription(
            Id, ErrorCode.None, Kind, State, ProtocolType, isStable ? ProtocolName! : "",
            [.. _members.Values.Select(m => new MemberDescription(m.Id, m.InstanceId, m.ClientName, "/127.0.0.1", isStable ? m.Assignment : [])
            {
                Topics = m.Joined.Protocols[0].Subscription.Topics,
            })]);
    }

    public override void Replay(GroupRecord record) => Written = record as GenerationWritten
        ?? throw new InvariantException($"There is no replay for the record {record.GetType().Name} in a classic group.");

    /// <summary>A coordinator has read the group's log to its end: the members are those of the last generation.</summary>
    public void Restore()
    {
        if (Written is not { } last)
            return;
        foreach (var member in last.Members)
        {
            var joined = new JoinGroupRequest(
                Id, member.MemberId, member.ClientName, member.SessionTimeout, member.RebalanceTimeout,
                [new JoinProtocol(last.ProtocolName ?? "", member.Subscription)]) { InstanceId = member.InstanceId };
            Add(new ClassicMember(member.MemberId, joined) { Assignment = member.Assignment, HasSynced = true });
        }

        (_generation, ProtocolName, LeaderId) = (last.Generation, last.ProtocolName, last.LeaderId);
        _state = _members.Count == 0 ? GroupState.Empty : GroupState.Stable;
    }

    public override string ToString() => $"group {Id} {State}, generation {Generation}, {_members.Count} members";

    /// <summary>Every member votes for the first protocol of its list that all offer; the leader's order decides a tie.</summary>
    /// <remarks>Apache Kafka: ClassicGroup.selectProtocol.</remarks>
    public string ElectProtocol()
    {
        var common = _members[LeaderId!].Joined.Protocols.Select(p => p.Name)
            .Where(name => _members.Values.All(m => m.Joined.Protocols.Any(p => p.Name == name))).ToList();
        return common.MaxBy(name => _members.Values.Count(m => m.Joined.Protocols.First(p => common.Contains(p.Name)).Name == name))!;
    }
}
