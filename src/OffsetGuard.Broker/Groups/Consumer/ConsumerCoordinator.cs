using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Groups.Consumer.Assignors;
using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Time;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Groups.Consumer;

/// <summary>Moves groups of the consumer protocol on: epochs, targets, and each member's way to its target.</summary>
/// <remarks>
/// Apache Kafka: GroupMetadataManager (consumerGroupHeartbeat, updateTargetAssignment, maybeReconcile, consumerGroupFenceMember). Every step
/// writes its record and goes on from what the replay made of it.
/// </remarks>
internal sealed class ConsumerCoordinator(
    GroupLog log, ClusterHistory history, TopicTable topics, DeadlineTable<Deadline> deadlines, ClusterOptions options, Migration migration)
    : IGroupCoordinator
{
    private readonly PatternResolution _patterns = new(log, topics);

    /// <summary>Whether the group has room for this member.</summary>
    public bool HasRoomFor(ConsumerGroup group, string memberId) =>
        group.Find(memberId) is not null || group.MemberCount < options.ConsumerGroupMemberCountMax;

    /// <summary>A member says who it is and what it wants; it may be new. A new epoch begins when that changes what the group reads.</summary>
    public void Take(ConsumerGroup group, string memberId, MemberMetadata told, DateTimeOffset now)
    {
        var nowMs = now.ToUnixTimeMilliseconds();
        var before = group.Find(memberId)?.Metadata;
        if (!told.Equals(before))
            log.Append(new MemberWritten(group.Id, nowMs, memberId, told));

        before ??= new MemberMetadata();
        var isNewPatternKnown = told.Pattern != before.Pattern && group.Patterns.ContainsKey(told.Pattern);
        if (group.Epoch.Number == 0 || !told.HasSameTopics(before) || isNewPatternKnown || HaveTopicsChanged(group))
            BeginEpoch(group, nowMs);
    }

    /// <summary>A new target if the group is in a new epoch, and the member's next step towards it.</summary>
    public void Advance(ConsumerGroup group, ConsumerMember member, IReadOnlyList<TopicIdPartition>? owned, DateTimeOffset now)
    {
        if (group.Epoch.Number > group.TargetEpoch)
            Retarget(group, now.ToUnixTimeMilliseconds());

        var step = new Reconciliation(group.TargetEpoch, member.Target, owned) { IsHeld = group.IsHeld }.Step(member.Current);
        if (step.Equals(member.Current))
            return;
        log.Append(new CurrentWritten(group.Id, now.ToUnixTimeMilliseconds(), member.Id, step));
        if (member.IsClassic)
            return;   // it has time to join and time to sync instead
        if (step.State == MemberState.UnrevokedPartitions)
            deadlines.Set(Deadline.OfMemberRebalance(group.Id, member.Id), now + member.Metadata.RebalanceTimeout);
        else
            deadlines.Cancel(Deadline.OfMemberRebalance(group.Id, member.Id));
    }

    /// <summary>Looks up patterns; the members learn of the result with a later heartbeat, as Kafka's do.</summary>
    public void ResolvePatterns(ConsumerGroup group, DateTimeOffset now)
    {
        if (_patterns.Refresh(group, now))
            BeginEpoch(group, now.ToUnixTimeMilliseconds());
    }

    /// <summary>The member was heard of: its session starts again.</summary>
    public void KeepAlive(ConsumerGroup group, ConsumerMember member, DateTimeOffset now) =>
        deadlines.Set(Deadline.OfSession(group.Id, member.Id), now + SessionOf(member));

    /// <summary>A member of the classic protocol has to join again in time.</summary>
    public void AwaitJoin(ConsumerGroup group, ConsumerMember member, DateTimeOffset now)
    {
        if (!deadlines.Contains(Deadline.OfMemberJoin(group.Id, member.Id)))
            deadlines.Set(Deadline.OfMemberJoin(group.Id, member.Id), now + member.Metadata.RebalanceTimeout);
    }

    /// <summary>A member of the classic protocol has joined; it has to fetch its part in time.</summary>
    public void AwaitSync(ConsumerGroup group, ConsumerMember member, DateTimeOffset now)
    {
        deadlines.Cancel(Deadline.OfMemberJoin(group.Id, member.Id));
        deadlines.Set(Deadline.OfMemberSync(group.Id, member.Id), now + member.Metadata.RebalanceTimeout);
        KeepAlive(group, member, now);
    }

    public void EndSync(ConsumerGroup group, ConsumerMember member) => deadlines.Cancel(Deadline.OfMemberSync(group.Id, member.Id));

    /// <summary>Another holder of a static member's instance id takes its place, and all that it owned.</summary>
    /// <remarks>Apache Kafka: GroupMetadataManager.replaceMember.</remarks>
    public void Replace(ConsumerGroup group, ConsumerMember former, string memberId, DateTimeOffset now)
    {
        var nowMs = now.ToUnixTimeMilliseconds();
        var (metadata, target, current) = (former.Metadata, former.Target, former.Current);
        CancelTimers(group.Id, former.Id);
        log.Append(group.RemovalOf(former.Id, nowMs));
        log.Append(new MemberWritten(group.Id, nowMs, memberId, metadata));
        log.Append(new TargetWritten(group.Id, nowMs, memberId, target));
        log.Append(new CurrentWritten(group.Id, nowMs, memberId, current with { Epoch = 0, PreviousEpoch = 0 }));
    }

    /// <summary>A static member goes to come back: its place and its partitions stay until its session ends.</summary>
    public void SendAway(ConsumerGroup group, ConsumerMember member, DateTimeOffset now) => log.Append(new CurrentWritten(
        group.Id, now.ToUnixTimeMilliseconds(), member.Id, member.Current with { Epoch = CurrentAssignment.AwayEpoch, Revoking = [] }));

    /// <summary>A member is no more: the rest begins a new epoch.</summary>
    public void Remove(ConsumerGroup group, ConsumerMember member, MemberExit exit, DateTimeOffset now)
    {
        history.Add(new MemberRemoved(group.Id, member.Id, exit, exit == MemberExit.SessionExpired ? SessionOf(member) : member.Metadata.RebalanceTimeout));
        if (TryDowngrade(group, member.Id, now) is { } downgraded)
        {
            migration.Rebalance(downgraded, now);
            return;
        }

        CancelTimers(group.Id, member.Id);
        log.Append(group.RemovalOf(member.Id, now.ToUnixTimeMilliseconds()));
        BeginEpoch(group, now.ToUnixTimeMilliseconds());
    }

    /// <summary>Without this member everybody speaks the classic protocol: the group becomes one of that.</summary>
    /// <returns>The classic group, or null when the group stays what it is.</returns>
    public ClassicGroup? TryDowngrade(ConsumerGroup group, string leavingId, DateTimeOffset now)
    {
        if (!migration.CanDowngrade(group, leavingId))
            return null;
        Abandon(group);
        return migration.Downgrade(group, leavingId, now);
    }

    public void ExpireMember(Group group, string memberId, MemberExit exit, DateTimeOffset now)
    {
        if (((ConsumerGroup)group).Find(memberId) is { } member)
            Remove((ConsumerGroup)group, member, exit, now);
    }

    public void Abandon(Group group)
    {
        foreach (var member in ((ConsumerGroup)group).Members)
            CancelTimers(group.Id, member.Id);
    }

    public void Resume(Group group, DateTimeOffset now)
    {
        var consumer = (ConsumerGroup)group;
        foreach (var member in consumer.Members)
        {
            KeepAlive(consumer, member, now);
            if (member.Current.State != MemberState.UnrevokedPartitions)
                continue;
            deadlines.Set(
                member.IsClassic ? Deadline.OfMemberJoin(group.Id, member.Id) : Deadline.OfMemberRebalance(group.Id, member.Id),
                now + member.Metadata.RebalanceTimeout);
        }
    }

    private TimeSpan SessionOf(ConsumerMember member) => member.Metadata.Classic?.SessionTimeout ?? options.ConsumerSessionTimeout;

    private void CancelTimers(string groupId, string memberId)
    {
        deadlines.Cancel(Deadline.OfSession(groupId, memberId));
        deadlines.Cancel(Deadline.OfMemberRebalance(groupId, memberId));
        deadlines.Cancel(Deadline.OfMemberJoin(groupId, memberId));
        deadlines.Cancel(Deadline.OfMemberSync(groupId, memberId));
    }

    /// <summary>Looks only when there is news of topics at all: a pattern that is yet to be looked up must not take topics away.</summary>
    private bool HaveTopicsChanged(ConsumerGroup group)
    {
        if (group.SeenTopicsVersion == topics.Version)
            return false;
        group.SeenTopicsVersion = topics.Version;
        return group.Epoch.TopicsHash != TopicsHash.Of(group, topics);
    }

    private void BeginEpoch(ConsumerGroup group, long nowMs) => log.Append(
        new GroupEpochWritten(group.Id, nowMs, new GroupEpoch(group.Epoch.Number + 1, TopicsHash.Of(group, topics))));

    /// <remarks>Apache Kafka: TargetAssignmentBuilder.java.</remarks>
    private void Retarget(ConsumerGroup group, long nowMs)
    {
        var targets = group.Assignor.Assign([.. group.Members.Select(m => new AssignableMember(m.Id, m.InstanceId, TopicsOf(group, m), m.Target))]);
        foreach (var member in group.Members.ToList())
        {
            if (!member.Target.SetEquals(targets[member.Id]))
                log.Append(new TargetWritten(group.Id, nowMs, member.Id, targets[member.Id]));
        }

        log.Append(new TargetEpochWritten(group.Id, nowMs, group.Epoch.Number));
    }

    private List<AssignableTopic> TopicsOf(ConsumerGroup group, ConsumerMember member) =>
        [.. group.TopicsOf(member).Order(StringComparer.Ordinal).Select(topics.Find).OfType<Topic>()
            .Select(t => new AssignableTopic(t.Id, t.Name, t.Partitions.Count))];
}
