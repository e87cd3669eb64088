using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Time;

namespace OffsetGuard.Broker.Groups.Classic;

/// <summary>Moves groups from one state to the next: when a rebalance begins, when it ends, when a member is gone.</summary>
/// <remarks>Apache Kafka: GroupMetadataManager (prepareRebalance, completeClassicGroupJoin, expireClassicGroupMemberHeartbeat).</remarks>
internal sealed class ClassicCoordinator(
    GroupTable groups, GroupLog log, ClusterHistory history, Outbox outbox, DeadlineTable<Deadline> deadlines, ClusterOptions options)
    : IGroupCoordinator
{
    private int _lastMemberNumber;

    /// <summary>A new member id: the client's (or instance's) name and a number, padded so that ids sort in the order of joining.</summary>
    public string NextMemberId(JoinGroupRequest request) => $"{request.InstanceId ?? request.ClientName}-{++_lastMemberNumber:D5}";

    /// <summary>Hands out a member id and waits for its owner to join with it.</summary>
    public string PromiseMember(ClassicGroup group, JoinGroupRequest request, DateTimeOffset now)
    {
        var memberId = NextMemberId(request);
        group.Promise(memberId);
        deadlines.Set(Deadline.OfSession(group.Id, memberId), now + request.SessionTimeout);
        return memberId;
    }

    /// <summary>Takes a new member in; the others join again.</summary>
    public void Admit(ClassicGroup group, ClassicMember member, DateTimeOffset now)
    {
        group.Add(member);
        history.Add(new MemberJoined(group.Id, member.Id));
        KeepAlive(group, member, now);
        if (group.Hold is { } hold)
            hold.HasNewMember = true;
        Rebalance(group, now);
    }

    /// <summary>A member has joined, left or changed: everybody has to join again.</summary>
    public void Rebalance(ClassicGroup group, DateTimeOffset now)
    {
        if (group.State == GroupState.PreparingRebalance)
        {
            CompleteJoinIfAllAreHere(group, now);
            return;
        }

        var delay = group.State == GroupState.Empty ? options.InitialRebalanceDelay : TimeSpan.Zero;
        deadlines.Cancel(Deadline.OfSync(group.Id));
        foreach (var member in group.Members)
            AnswerSync(member, ErrorCode.RebalanceInProgress);

        group.MoveTo(GroupState.PreparingRebalance);
        history.Add(HistoryEntry.Broker, new RebalanceBegan(group.Id));
        if (delay > TimeSpan.Zero)
        {
            group.Hold = new JoinHold(group.RebalanceTimeout - delay);
            deadlines.Set(Deadline.OfJoin(group.Id), now + delay);
            return;
        }

        if (group.Members.Count > 0)
            deadlines.Set(Deadline.OfJoin(group.Id), now + group.RebalanceTimeout);
        CompleteJoinIfAllAreHere(group, now);
    }

    /// <summary>The time to rejoin is over, unless the join is held open and somebody came meanwhile.</summary>
    public void EndJoinWait(string groupId, DateTimeOffset now)
    {
        if (groups.Find(groupId) is not ClassicGroup group)
            return;
        if (group.Hold is { HasNewMember: true, Remaining: var remaining } hold && remaining > TimeSpan.Zero)
        {
            var delay = remaining < options.InitialRebalanceDelay ? remaining : options.InitialRebalanceDelay;
            hold.HasNewMember = false;
            hold.Remaining -= delay;
            deadlines.Set(Deadline.OfJoin(group.Id), now + delay);
            return;
        }

        CompleteJoin(group, now);
    }

    /// <summary>The leader has assigned: every member gets its part.</summary>
    public void Assign(ClassicGroup group, IReadOnlyDictionary<string, IReadOnlyList<TopicPartition>> assignments, DateTimeOffset now)
    {
        group.MoveTo(GroupState.Stable);
        foreach (var member in group.Members)
            member.Assignment = assignments.GetValueOrDefault(member.Id) ?? [];
        Write(group, now);
        foreach (var member in group.Members)
        {
            AnswerSync(member, ErrorCode.None);
            KeepAlive(group, member, now);
        }

        if (group.HasSyncedEveryMember)
            deadlines.Cancel(Deadline.OfSync(group.Id));
    }

    /// <summary>Writes the generation as it is now into the group's log.</summary>
    public void Write(ClassicGroup group, DateTimeOffset now)
    {
        WrittenMember[] members = [.. group.Members.Select(m => new WrittenMember(
            m.Id, m.InstanceId, m.ClientName, m.Joined.RebalanceTimeout, m.Joined.SessionTimeout)
        {
            Subscription = SubscriptionOf(m, group),
            Assignment = m.Assignment,
        })];
        log.Append(new GenerationWritten(
            group.Id, group.Generation, group.ProtocolName, group.LeaderId, now.ToUnixTimeMilliseconds(), members));
    }

    /// <summary>Members that have not asked for their part in time are gone.</summary>
    public void EndSyncWait(string groupId, DateTimeOffset now)
    {
        if (groups.Find(groupId) is not ClassicGroup group || group.State is not (GroupState.CompletingRebalance or GroupState.Stable)
            || group.HasSyncedEveryMember)
            return;
        foreach (var absent in group.Members.Where(m => !m.HasSynced).ToList())
            Forget(group, absent, MemberExit.DidNotSync);
        Rebalance(group, now);
    }

    public void RemoveMember(ClassicGroup group, ClassicMember member, MemberExit exit, DateTimeOffset now)
    {
        Forget(group, member, exit);
        Rebalance(group, now);
    }

    /// <summary>A session ran out. A member that waits inside the broker for a reply is alive by that.</summary>
    public void ExpireMember(Group group, string memberId, MemberExit exit, DateTimeOffset now)
    {
        var classic = (ClassicGroup)group;
        if (BreakPromise(classic, memberId, now) || classic.Find(memberId) is not { } member)
            return;
        if (member.IsParked)
            KeepAlive(classic, member, now);
        else
            RemoveMember(classic, member, exit, now);
    }

    /// <summary>The owner of a promised id will not come: nobody waits for it any longer.</summary>
    /// <returns>False when the id was not promised.</returns>
    public bool BreakPromise(ClassicGroup group, string memberId, DateTimeOffset now)
    {
        if (!group.TakePromise(memberId))
            return false;
        deadlines.Cancel(Deadline.OfSession(group.Id, memberId));
        if (group.State == GroupState.PreparingRebalance)
            CompleteJoinIfAllAreHere(group, now);
        return true;
    }

    /// <summary>The member was heard of: its session starts again.</summary>
    public void KeepAlive(ClassicGroup group, ClassicMember member, DateTimeOffset now) =>
        deadlines.Set(Deadline.OfSession(group.Id, member.Id), now + member.Joined.SessionTimeout);

    /// <summary>Another holder of the instance id has come: who waits under the old member id is fenced.</summary>
    public ClassicMember Replace(ClassicGroup group, ClassicMember former, JoinGroupRequest request)
    {
        deadlines.Cancel(Deadline.OfSession(group.Id, former.Id));
        AnswerParked(former, ErrorCode.FencedInstanceId);
        return group.Replace(former, NextMemberId(request), request);
    }

    public void Abandon(Group group) => Release((ClassicGroup)group, ErrorCode.NotCoordinator);

    /// <summary>The group is not this coordinator's any more: whoever waits is told why.</summary>
    public void Release(ClassicGroup group, ErrorCode why)
    {
        deadlines.Cancel(Deadline.OfJoin(group.Id));
        deadlines.Cancel(Deadline.OfSync(group.Id));
        foreach (var member in group.Members)
        {
            deadlines.Cancel(Deadline.OfSession(group.Id, member.Id));
            AnswerParked(member, why);
        }
    }

    public void Resume(Group group, DateTimeOffset now)
    {
        var classic = (ClassicGroup)group;
        classic.Restore();
        foreach (var member in classic.Members)
            KeepAlive(classic, member, now);
    }

    public static JoinGroupReply ReplyTo(ClassicMember member, ClassicGroup group)
    {
        var isLeader = member.Id == group.LeaderId;
        var members = isLeader ? group.Members.Select(m => new JoinedMember(m.Id, SubscriptionOf(m, group), m.InstanceId)).ToArray() : [];
        return new JoinGroupReply(ErrorCode.None, group.Generation, group.ProtocolName!, group.LeaderId!, member.Id, members);
    }

    private static Subscription SubscriptionOf(ClassicMember member, ClassicGroup group) =>
        (member.Joined.Protocols.FirstOrDefault(p => p.Name == group.ProtocolName) ?? member.Joined.Protocols[0]).Subscription;

    private void CompleteJoinIfAllAreHere(ClassicGroup group, DateTimeOffset now)
    {
        if (group.HasJoinedEveryMember)
            CompleteJoin(group, now);
    }

    /// <summary>Who is not here is no longer a member, except static ones: theirs is the session timeout.</summary>
    private void CompleteJoin(ClassicGroup group, DateTimeOffset now)
    {
        foreach (var absent in group.Members.Where(m => m.ParkedJoin is null && !m.IsStatic).ToList())
            Forget(group, absent, MemberExit.DidNotRejoin);
        if (group.Members.Count > 0 && !group.ElectJoinedLeader())
        {
            deadlines.Set(Deadline.OfJoin(group.Id), now + group.RebalanceTimeout);
            return;
        }

        deadlines.Cancel(Deadline.OfJoin(group.Id));
        group.BeginGeneration();
        history.Add(
            HistoryEntry.Broker,
            new GenerationBegan(group.Id, group.Generation, group.State, group.ProtocolName, group.Members.Count));
        if (group.State == GroupState.Empty)
        {
            Write(group, now);
            return;
        }

        deadlines.Set(Deadline.OfSync(group.Id), now + group.RebalanceTimeout);
        foreach (var member in group.Members)
        {
            member.HasSynced = false;
            if (member.ParkedJoin is not { } join)
                continue;
            outbox.Send(join, ReplyTo(member, group));
            member.ParkedJoin = null;
            KeepAlive(group, member, now);
        }
    }

    private void Forget(ClassicGroup group, ClassicMember member, MemberExit exit)
    {
        var timeout = exit == MemberExit.SessionExpired ? member.Joined.SessionTimeout : group.RebalanceTimeout;
        group.Remove(member.Id);
        history.Add(new MemberRemoved(group.Id, member.Id, exit, timeout));
        deadlines.Cancel(Deadline.OfSession(group.Id, member.Id));
        AnswerParked(member, ErrorCode.UnknownMemberId);
    }

    private void AnswerParked(ClassicMember member, ErrorCode error)
    {
        if (member.ParkedJoin is { } join)
            outbox.Send(join, JoinGroupReply.Refuse(error, member.Id));
        member.ParkedJoin = null;
        AnswerSync(member, error);
    }

    private void AnswerSync(ClassicMember member, ErrorCode error)
    {
        if (member.ParkedSync is not { } sync)
            return;
        member.ParkedSync = null;
        outbox.Send(sync, new SyncGroupReply(error, error == ErrorCode.None ? member.Assignment : []));
    }
}
