using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups;

/// <summary>A group of the classic protocol: who is in it, its generation, its committed offsets, and who may do what.</summary>
/// <remarks>Apache Kafka: group/classic/ClassicGroup.java.</remarks>
internal sealed class ClassicGroup(string id)
{
    private readonly SortedDictionary<string, GroupMember> _members = new(StringComparer.Ordinal);
    private readonly SortedDictionary<TopicPartition, OffsetCommitted> _offsets = [];
    private readonly HashSet<string> _promisedIds = new(StringComparer.Ordinal);

    public string Id { get; } = id;

    public GroupState State { get; set; }

    /// <summary>Grows by one each time the members have joined; 0 before the first time.</summary>
    public int Generation { get; private set; }

    /// <summary>The assignor that all members offer and most members prefer.</summary>
    public string? ProtocolName { get; private set; }

    public string? LeaderId { get; private set; }

    public IReadOnlyDictionary<TopicPartition, OffsetCommitted> Offsets => _offsets;

    /// <summary>In order of member ids, which is the order in which they were given.</summary>
    public IReadOnlyCollection<GroupMember> Members => _members.Values;

    public GroupMember? Find(string memberId) => _members.GetValueOrDefault(memberId);

    /// <summary>The first join of an empty group waits its whole initial delay, even when everybody is here.</summary>
    public bool IsHeldOpen { get; set; }

    public bool HasJoinedEveryMember => !IsHeldOpen && _promisedIds.Count == 0 && _members.Values.All(m => m.ParkedJoin is not null);

    public TimeSpan RebalanceTimeout => _members.Values.Max(m => m.Joined.RebalanceTimeout);

    /// <summary>An id was handed out; its owner has yet to join with it.</summary>
    public void Promise(string memberId) => _promisedIds.Add(memberId);

    public bool TakePromise(string memberId) => _promisedIds.Remove(memberId);

    public void Add(GroupMember member)
    {
        _members.Add(member.Id, member);
        LeaderId ??= member.Id;
    }

    public void Remove(string memberId)
    {
        _members.Remove(memberId);
        if (LeaderId == memberId)
            LeaderId = _members.Keys.FirstOrDefault();
    }

    /// <summary>All members have joined: the next generation begins.</summary>
    public void BeginGeneration()
    {
        Generation++;
        IsHeldOpen = false;
        ProtocolName = _members.Count == 0 ? null : ElectProtocol();
        State = _members.Count == 0 ? GroupState.Empty : GroupState.CompletingRebalance;
    }

    /// <summary>Whether a member with these protocols can live with the others.</summary>
    public bool Accepts(JoinGroupRequest request, string memberId)
    {
        var others = _members.Values.Where(m => m.Id != memberId).ToList();
        return request.Protocols.Count > 0
            && (others.Count == 0 || request.Protocols.Any(p => others.All(m => m.Joined.Protocols.Any(q => q.Name == p.Name))));
    }

    /// <summary>Why a commit is refused, or <see cref="ErrorCode.None"/>. Ownership and the offset itself are never checked.</summary>
    /// <remarks>Apache Kafka: ClassicGroup.validateOffsetCommit.</remarks>
    public ErrorCode CommitRefusal(MemberStamp stamp)
    {
        if (stamp.Generation < 0 && State == GroupState.Empty)
            return ErrorCode.None;
        if (stamp.Generation < 0 && stamp.MemberId.Length == 0)
            return ErrorCode.UnknownMemberId;
        if (StampRefusal(stamp) is var error and not ErrorCode.None)
            return error;
        return State == GroupState.CompletingRebalance ? ErrorCode.RebalanceInProgress : ErrorCode.None;
    }

    /// <summary>
    /// Why a commit in a transaction is refused. Without membership it never is, not even while the group has members, and no
    /// rebalance stands in its way.
    /// </summary>
    /// <remarks>Apache Kafka: ClassicGroup.validateOffsetCommit (isTransactional).</remarks>
    public ErrorCode TransactionalCommitRefusal(MemberStamp stamp) =>
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
        if (!_members.ContainsKey(stamp.MemberId))
            return ErrorCode.UnknownMemberId;
        return stamp.Generation == Generation ? ErrorCode.None : ErrorCode.IllegalGeneration;
    }

    /// <summary>The only place that writes a committed offset.</summary>
    public void Replay(OffsetCommitted record) => _offsets[record.Partition] = record;

    public override string ToString() => $"group {Id} {State}, generation {Generation}, {_members.Count} members";

    /// <summary>Every member votes for the first protocol of its list that all offer; the leader's order decides a tie.</summary>
    /// <remarks>Apache Kafka: ClassicGroup.selectProtocol.</remarks>
    private string ElectProtocol()
    {
        var common = _members[LeaderId!].Joined.Protocols.Select(p => p.Name)
            .Where(name => _members.Values.All(m => m.Joined.Protocols.Any(p => p.Name == name))).ToList();
        return common.MaxBy(name => _members.Values.Count(m => m.Joined.Protocols.First(p => common.Contains(p.Name)).Name == name))!;
    }
}
