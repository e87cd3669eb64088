using System.Collections.Immutable;
using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Groups.Consumer;

/// <summary>Turns a group of one kind into one of the other while its members live on; the committed offsets stay.</summary>
/// <remarks>
/// Apache Kafka: GroupMetadataManager.convertToConsumerGroup, convertToClassicGroup; group.consumer.migration.policy.
/// </remarks>
internal sealed class Migration(GroupTable groups, GroupLog log, TopicTable topics, ClassicCoordinator classic, ClusterOptions options)
{
    /// <summary>A member of the consumer protocol comes to a classic group: all that are here stay as members of the classic protocol.</summary>
    /// <returns>Null when the group may not be converted.</returns>
    public ConsumerGroup? TryUpgrade(ClassicGroup group, DateTimeOffset now)
    {
        var nowMs = now.ToUnixTimeMilliseconds();
        if (group.MemberCount > 0 && (!options.MigrationPolicy.IsUpgradeAllowed || group.MemberCount > options.ConsumerGroupMemberCountMax))
            return null;

        classic.Release(group, ErrorCode.RebalanceInProgress);
        log.Append(group.Removal(nowMs));
        var upgraded = groups.GetOrAddConsumer(group.Id);
        if (group.MemberCount == 0)
            return upgraded;

        foreach (var member in group.Members)
        {
            var assigned = topics.WithIds(member.Assignment).ToImmutableSortedSet();
            log.Append(new MemberWritten(group.Id, nowMs, member.Id, MetadataOf(member.Joined)));
            log.Append(new TargetWritten(group.Id, nowMs, member.Id, assigned));
            log.Append(new CurrentWritten(
                group.Id, nowMs, member.Id, new CurrentAssignment(group.Generation, group.Generation, MemberState.Stable, assigned, [])));
        }

        log.Append(new TargetEpochWritten(group.Id, nowMs, group.Generation));
        log.Append(new GroupEpochWritten(group.Id, nowMs, new GroupEpoch(group.Generation, TopicsHash.Of(upgraded, topics))));
        return upgraded;
    }

    /// <summary>Whether the group would be one of the classic protocol without this member.</summary>
    public bool CanDowngrade(ConsumerGroup group, string leavingId)
    {
        var memberCount = group.Members.Count(m => m.Id != leavingId);
        return group.IsClassicBut(leavingId) && memberCount > 0
            && options.MigrationPolicy.IsDowngradeAllowed && memberCount <= options.GroupMemberCountMax;
    }

    /// <summary>The last member of the consumer protocol goes, for good or as a static one whose successor speaks the classic protocol.</summary>
    public ClassicGroup Downgrade(ConsumerGroup group, string leavingId, DateTimeOffset now)
    {
        List<ConsumerMember> members = [.. group.Members.Where(m => m.Id != leavingId)];
        var protocol = Elect([.. members.Select(m => m.Metadata.Classic!.Protocols)]);
        var generation = new GenerationWritten(
            group.Id, group.Epoch.Number, protocol, members[0].Id, now.ToUnixTimeMilliseconds(), [.. members.Select(m => Written(m, protocol))]);
        log.Append(group.Removal(now.ToUnixTimeMilliseconds()));
        log.Append(generation);

        var downgraded = groups.GetOrAddClassic(group.Id);
        classic.Resume(downgraded, now);
        foreach (var member in members)
        {
            var known = downgraded.Find(member.Id)!;
            known.Joined = known.Joined with { Protocols = member.Metadata.Classic!.Protocols };
        }

        return downgraded;
    }

    /// <summary>Who is left in a classic group has to join again.</summary>
    public void Rebalance(ClassicGroup group, DateTimeOffset now) => classic.Rebalance(group, now);

    /// <summary>An empty group takes the kind of its next member.</summary>
    public void Vacate(ConsumerGroup group, DateTimeOffset now) => log.Append(group.Removal(now.ToUnixTimeMilliseconds()));

    public static MemberMetadata MetadataOf(JoinGroupRequest joined) => new()
    {
        InstanceId = joined.InstanceId,
        ClientName = joined.ClientName,
        RebalanceTimeout = joined.RebalanceTimeout,
        Topics = joined.Protocols[0].Subscription.Topics,
        Classic = new ClassicTerms(joined.SessionTimeout, joined.Protocols),
    };

    private static WrittenMember Written(ConsumerMember member, string protocol)
    {
        var (metadata, terms) = (member.Metadata, member.Metadata.Classic!);
        return new WrittenMember(member.Id, member.InstanceId, metadata.ClientName, metadata.RebalanceTimeout, terms.SessionTimeout)
        {
            Subscription = terms.Protocols.First(p => p.Name == protocol).Subscription,
            Assignment = [.. member.Target.Select(p => p.Partition)],
        };
    }

    /// <summary>The first member's first protocol that all offer.</summary>
    private static string Elect(List<IReadOnlyList<JoinProtocol>> offers) =>
        offers[0].First(p => offers.TrueForAll(o => o.Any(q => q.Name == p.Name))).Name;
}
