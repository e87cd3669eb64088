using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Groups.Consumer.Assignors;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Consumer;

/// <summary>A group of the consumer protocol (KIP-848): who is in it, what each member owns and is going to own, and who may do what.</summary>
/// <remarks>
/// Apache Kafka: group/modern/consumer/ConsumerGroup.java. All of its state is what a replay of its records gives. Members of the classic
/// protocol may live in it too.
/// </remarks>
internal sealed class ConsumerGroup(string id, CommittedOffsets offsets) : Group(id, offsets)
{
    private readonly SortedDictionary<string, ConsumerMember> _members = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ResolvedPattern> _patterns = new(StringComparer.Ordinal);

    public override GroupKind Kind => GroupKind.Consumer;

    public GroupEpoch Epoch { get; private set; } = new(0, 0);

    /// <summary>The epoch that the targets of the members belong to.</summary>
    public int TargetEpoch { get; private set; }

    /// <summary>The version of the topics that the group was last compared with; a coordinator that starts anew compares again.</summary>
    public long SeenTopicsVersion { get; set; } = -1;

    public override GroupState State
    {
        get
        {
            if (_members.Count == 0)
                return GroupState.Empty;
            if (Epoch.Number > TargetEpoch)
                return GroupState.Assigning;
            return _members.Values.All(m => m.Current.IsReconciledTo(TargetEpoch)) ? GroupState.Stable : GroupState.Reconciling;
        }
    }

    public override int Generation => Epoch.Number;

    public override int MemberCount => _members.Count;

    public override string ProtocolType => "consumer";

    public override IEnumerable<TopicIdPartition> Owned => _members.Values.SelectMany(m => m.Current.Held);

    /// <summary>In order of member ids.</summary>
    public IReadOnlyCollection<ConsumerMember> Members => _members.Values;

    /// <summary>The patterns that have been looked up, in ordinal order.</summary>
    public IReadOnlyDictionary<string, ResolvedPattern> Patterns => _patterns;

    /// <summary>The patterns that members subscribe to, in ordinal order.</summary>
    public IReadOnlyList<string> SubscribedPatterns =>
        [.. _members.Values.Select(m => m.Metadata.Pattern).Where(p => p.Length > 0).Distinct().Order(StringComparer.Ordinal)];

    public ConsumerMember? Find(string memberId) => _members.GetValueOrDefault(memberId);

    public ConsumerMember? FindStatic(string? instanceId) =>
        instanceId is null ? null : _members.Values.FirstOrDefault(m => m.InstanceId == instanceId);

    /// <summary>The assignor that most members ask for, or the broker's own choice.</summary>
    /// <remarks>Apache Kafka: ConsumerGroup.computePreferredServerAssignor.</remarks>
    public ServerAssignor Assignor
    {
        get
        {
            var asked = _members.Values.Select(m => m.Metadata.Assignor).OfType<string>().GroupBy(a => a).MaxBy(a => a.Count())?.Key;
            return asked is null ? ServerAssignor.Default : ServerAssignor.Find(asked)!;
        }
    }

    /// <summary>The names that a member subscribes to, patterns resolved, whether they exist or not.</summary>
    public IEnumerable<string> TopicsOf(ConsumerMember member) =>
        member.Metadata.Topics.Concat(_patterns.GetValueOrDefault(member.Metadata.Pattern)?.Topics ?? []).Distinct(StringComparer.Ordinal);

    public override bool IsSubscribedTo(string topic) => _members.Values.Any(m => TopicsOf(m).Contains(topic));

    /// <summary>Whether some member owns the partition or has yet to give it back.</summary>
    public bool IsHeld(TopicIdPartition partition) => _members.Values.Any(m => m.Current.Assigned.Contains(partition) || m.Current.Revoking.Contains(partition));

    /// <summary>Whether all members but one speak the classic protocol.</summary>
    public bool IsClassicBut(string memberId) => _members.Values.All(m => m.Id == memberId || m.IsClassic);

    /// <summary>Whether a member of the classic protocol with these assignors can live with the others of that protocol.</summary>
    /// <remarks>Apache Kafka: ConsumerGroup.supportsClassicProtocols.</remarks>
    public bool Accepts(IReadOnlyList<JoinProtocol> protocols)
    {
        var classic = _members.Values.Select(m => m.Metadata.Classic).OfType<ClassicTerms>().ToList();
        return protocols.Any(p => classic.TrueForAll(c => c.Protocols.Any(q => q.Name == p.Name)));
    }

    /// <remarks>Apache Kafka: ConsumerGroup.validateOffsetCommit.</remarks>
    public override ErrorCode CommitRefusal(MemberStamp stamp)
    {
        if (stamp.Generation < 0 && _members.Count == 0)
            return ErrorCode.None;
        if (Find(stamp.MemberId) is not { } member)
            return ErrorCode.UnknownMemberId;
        if (stamp.Generation == member.Epoch)
            return ErrorCode.None;
        return member.IsClassic ? ErrorCode.IllegalGeneration : ErrorCode.StaleMemberEpoch;
    }

    /// <summary>Without membership it is never refused; to a producer an old epoch is an old generation.</summary>
    public override ErrorCode TransactionalCommitRefusal(MemberStamp stamp)
    {
        if (stamp is { Generation: < 0, MemberId: "", InstanceId: null })
            return ErrorCode.None;
        return CommitRefusal(stamp) is var error and not ErrorCode.StaleMemberEpoch ? error : ErrorCode.IllegalGeneration;
    }

    /// <summary>Why a member of the consumer protocol is not, or no longer, where it says it is.</summary>
    /// <param name="request">What it says.</param>
    /// <remarks>
    /// Apache Kafka: getOrMaybeSubscribeDynamicConsumerGroupMember, getOrMaybeSubscribeStaticConsumerGroupMember,
    /// throwIfConsumerGroupMemberEpochIsInvalid. A static newcomer is refused while the holder of its id is here.
    /// </remarks>
    public ErrorCode HeartbeatRefusal(ConsumerGroupHeartbeatRequest request)
    {
        var holder = FindStatic(request.InstanceId);
        if (request.InstanceId is not null && request.IsJoin)
            return holder is null or { IsAway: true } or { IsClassic: true } ? ErrorCode.None : ErrorCode.UnreleasedInstanceId;
        if (request.InstanceId is not null && holder is not null && holder.Id != request.MemberId)
            return ErrorCode.FencedInstanceId;
        if (Find(request.MemberId) is not { } member)
            return request.IsJoin ? ErrorCode.None : ErrorCode.UnknownMemberId;
        return request.Epoch == member.Epoch || IsReplyLost(request, member.Current) ? ErrorCode.None : ErrorCode.FencedMemberEpoch;
    }

    /// <remarks>Apache Kafka: ConsumerGroup.offsetExpirationCondition.</remarks>
    public override bool IsExpired(OffsetCommitted offset, long limitMs) =>
        !IsSubscribedTo(offset.Partition.Topic) && offset.CommitTimestampMs <= limitMs;

    public override IEnumerable<GroupRecord> Removal(long nowMs) =>
    [
        .. _members.Keys.SelectMany(m => RemovalOf(m, nowMs)),
        .. _patterns.Keys.Select(p => new PatternWritten(Id, nowMs, p, null)),
        new TargetEpochWritten(Id, nowMs, null),
        new GroupEpochWritten(Id, nowMs, null),
    ];

    public IEnumerable<GroupRecord> RemovalOf(string memberId, long nowMs) =>
    [
        new CurrentWritten(Id, nowMs, memberId, null),
        new TargetWritten(Id, nowMs, memberId, null),
        new MemberWritten(Id, nowMs, memberId, null),
    ];

    /// <remarks>Apache Kafka: ConsumerGroup.asDescribedGroup.</remarks>
    public override GroupDescription Describe() =>
        new(Id, ErrorCode.None, Kind, State, ProtocolType, Assignor.Name, [.. _members.Values.Select(m => m.Describe() with { Topics = [.. TopicsOf(m)] })]);

    public override void Replay(GroupRecord record)
    {
        switch (record)
        {
            case GroupEpochWritten { Epoch: { } epoch }:
                Epoch = epoch;
                break;
            case TargetEpochWritten target:
                TargetEpoch = target.Epoch ?? 0;
                break;
            case MemberWritten member:
                Replay(member);
                break;
            case TargetWritten target when Find(target.MemberId) is { } member:
                member.Target = target.Partitions ?? [];
                break;
            case CurrentWritten current when Find(current.MemberId) is { } member:
                member.Current = current.Assignment ?? CurrentAssignment.Nothing;
                break;
            case PatternWritten { Resolved: { } resolved } pattern:
                _patterns[pattern.Pattern] = resolved;
                break;
            case PatternWritten pattern:
                _patterns.Remove(pattern.Pattern);
                break;
            case TargetWritten or CurrentWritten:
                break;   // of a member that is gone
            default:
                throw new InvariantException($"There is no replay for the record {record.GetType().Name} in a group of the consumer protocol.");
        }
    }

    public override string ToString() => $"group {Id} {State}, epoch {Epoch.Number}, {_members.Count} members";

    private void Replay(MemberWritten written)
    {
        if (written.Metadata is not { } metadata)
        {
            _members.Remove(written.MemberId);
            return;
        }

        if (!_members.TryGetValue(written.MemberId, out var member))
            _members.Add(written.MemberId, member = new ConsumerMember(written.MemberId));
        member.Metadata = metadata;
    }

    /// <summary>A member may come with the epoch before when the reply with the new one got lost, if it owns no more than it was given.</summary>
    private static bool IsReplyLost(ConsumerGroupHeartbeatRequest request, CurrentAssignment current) =>
        request.Epoch < current.Epoch && request.Epoch == current.PreviousEpoch && request.Owned?.All(current.Assigned.Contains) == true;
}
