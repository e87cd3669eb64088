using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Time;

namespace OffsetGuard.Broker.Groups;

/// <summary>Moves groups from one state to the next: when a rebalance begins, when it ends, when a member is gone.</summary>
/// <remarks>Apache Kafka: GroupMetadataManager (prepareRebalance, completeClassicGroupJoin, expireClassicGroupMemberHeartbeat).</remarks>
internal sealed class GroupCoordinator(GroupTable groups, Outbox outbox, DeadlineTable<Deadline> deadlines, ClusterOptions options)
{
    private int _lastMemberNumber;

    /// <summary>Hands out a member id: the client's name and a number, padded so that ids sort in the order of joining.</summary>
    public string PromiseMember(ClassicGroup group, JoinGroupRequest request, DateTimeOffset now)
    {
        var memberId = $"{request.ClientName}-{++_lastMemberNumber:D5}";
        group.Promise(memberId);
        deadlines.Set(Deadline.OfSession(group.Id, memberId), now + request.SessionTimeout);
        return memberId;
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
        foreach (var member in group.Members)
            AnswerSync(member, new SyncGroupReply(ErrorCode.RebalanceInProgress, []));

        group.State = GroupState.PreparingRebalance;
        if (delay > TimeSpan.Zero)
        {
            group.IsHeldOpen = true;
            deadlines.Set(Deadline.OfJoin(group.Id), now + delay);
            return;
        }

        if (group.Members.Count > 0)
            deadlines.Set(Deadline.OfJoin(group.Id), now + group.RebalanceTimeout);
        CompleteJoinIfAllAreHere(group, now);
    }

    /// <summary>The time to rejoin is over: who is not here is no longer a member.</summary>
    public void CompleteJoin(ClassicGroup group, DateTimeOffset now)
    {
        foreach (var absent in group.Members.Where(m => m.ParkedJoin is null).ToList())
            Forget(group, absent);

        deadlines.Cancel(Deadline.OfJoin(group.Id));
        group.BeginGeneration();
        foreach (var member in group.Members)
        {
            outbox.Send(member.ParkedJoin!.Value, ReplyTo(member, group));
            member.ParkedJoin = null;
            KeepAlive(group, member, now);
        }
    }

    /// <summary>The leader has assigned: every member gets its part.</summary>
    public void Assign(ClassicGroup group, IReadOnlyDictionary<string, IReadOnlyList<TopicPartition>> assignments, DateTimeOffset now)
    {
        group.State = GroupState.Stable;
        foreach (var member in group.Members)
        {
            member.Assignment = assignments.GetValueOrDefault(member.Id) ?? [];
            AnswerSync(member, new SyncGroupReply(ErrorCode.None, member.Assignment));
            KeepAlive(group, member, now);
        }
    }

    public void RemoveMember(ClassicGroup group, GroupMember member, DateTimeOffset now)
    {
        Forget(group, member);
        Rebalance(group, now);
    }

    /// <summary>A session ran out. A member that waits inside the broker for a reply is alive by that.</summary>
    public void ExpireSession(string groupId, string memberId, DateTimeOffset now)
    {
        if (groups.Find(groupId) is not { } group)
            return;

        if (BreakPromise(group, memberId, now) || group.Find(memberId) is not { } member)
            return;
        if (member.IsParked)
            KeepAlive(group, member, now);
        else
            RemoveMember(group, member, now);
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
    public void KeepAlive(ClassicGroup group, GroupMember member, DateTimeOffset now) =>
        deadlines.Set(Deadline.OfSession(group.Id, member.Id), now + member.Joined.SessionTimeout);

    public static JoinGroupReply ReplyTo(GroupMember member, ClassicGroup group)
    {
        var isLeader = member.Id == group.LeaderId;
        var members = isLeader ? group.Members.Select(m => AsSeenByLeader(m, group.ProtocolName!)).ToArray() : [];
        return new JoinGroupReply(ErrorCode.None, group.Generation, group.ProtocolName!, group.LeaderId!, member.Id, members);
    }

    private static JoinedMember AsSeenByLeader(GroupMember member, string protocolName) =>
        new(member.Id, member.Joined.Protocols.First(p => p.Name == protocolName).Subscription);

    private void CompleteJoinIfAllAreHere(ClassicGroup group, DateTimeOffset now)
    {
        if (group.HasJoinedEveryMember)
            CompleteJoin(group, now);
    }

    private void Forget(ClassicGroup group, GroupMember member)
    {
        group.Remove(member.Id);
        deadlines.Cancel(Deadline.OfSession(group.Id, member.Id));
        if (member.ParkedJoin is { } join)
            outbox.Send(join, JoinGroupReply.Refuse(ErrorCode.UnknownMemberId, member.Id));
        AnswerSync(member, new SyncGroupReply(ErrorCode.UnknownMemberId, []));
    }

    private void AnswerSync(GroupMember member, SyncGroupReply reply)
    {
        if (member.ParkedSync is not { } sync)
            return;
        member.ParkedSync = null;
        outbox.Send(sync, reply);
    }
}
