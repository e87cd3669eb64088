using System.Collections.Immutable;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Groups.Consumer;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Fingerprints;

/// <content>Groups and their committed offsets.</content>
internal sealed partial class StateFingerprint
{
    private void AddGroups()
    {
        Add(_kafka.Loading.Partitions);
        _hash.Add(_kafka.Groups.All.Count);
        foreach (var group in _kafka.Groups.All)
        {
            _hash.Add(group.Id);
            _hash.Add((int)group.Kind);
            _hash.Add((int)group.State);
            if (group is ClassicGroup classic)
                Add(classic);
            else if (group is ConsumerGroup consumer)
                Add(consumer);
            Add(group.Offsets);
        }

        if (!_kafka.Groups.Pending.IsEmpty)
            AddPendingOffsets();
        if (!_kafka.Brokers.IsPlain)
            AddUnreplicatedOffsets();
    }

    private void AddPendingOffsets()
    {
        foreach (var (producerId, offset, isOvertaken) in _kafka.Groups.Pending.All)
        {
            AddProducer(producerId);
            _hash.Add(offset.GroupId);
            Add(offset);
            _hash.AddFlag(isOvertaken);
        }

        EndList();
    }

    private void AddUnreplicatedOffsets()
    {
        foreach (var commit in _kafka.Groups.Unreplicated.All)
        {
            _hash.Add(commit.GroupId);
            Add(commit.Partition);
            _hash.Add(commit.EndOffset);
            if (commit.Before is { } before)
                Add(before);
        }

        EndList();
    }

    private void Add(CommittedOffsets offsets)
    {
        _hash.Add(offsets.Count);
        foreach (var offset in offsets.Records)
            Add(offset);
    }

    private void Add(OffsetCommitted offset)
    {
        Add(offset.Partition);
        Add(offset.Partition, offset.Committed);
        _hash.Add(offset.Metadata);
        if (_isAgeing)
            _hash.Add(offset.CommitTimestampMs);
    }

    private void Add(ClassicGroup group)
    {
        _hash.Add(group.ProtocolName);
        _hash.Add(group.PromisedCount);
        _hash.Add(group.Hold?.Remaining ?? TimeSpan.MinValue);
        _hash.AddFlag(group.Hold is { HasNewMember: true });
        _hash.Add(group.MemberCount);
        foreach (var member in group.Members)
            Add(member, group);
        AddMember(group.LeaderId);
        AddGeneration(group.Generation, group);
        if (group.Written is { } written)
            Add(written, group);
    }

    private void Add(ClassicMember member, ClassicGroup group)
    {
        AddMember(member.Id);
        _hash.Add(member.ClientName);   // with a number behind it, it is the name that decides the order of members
        _hash.Add(member.InstanceId);
        _hash.Add(member.Joined.SessionTimeout);
        _hash.Add(member.Joined.RebalanceTimeout);
        Add(member.Joined.Protocols, group);
        Add(member.Assignment);
        _hash.AddFlag(member.HasSynced);
        AddParked(member.ParkedJoin);
        AddParked(member.ParkedSync);
    }

    private void AddParked(Call? parked)
    {
        _hash.AddFlag(parked is not null);
        if (parked is { } call)
            Add(call);
    }

    private void Add(IReadOnlyList<JoinProtocol> protocols, Group group)
    {
        _hash.Add(protocols.Count);
        foreach (var protocol in protocols)
        {
            _hash.Add(protocol.Name);
            Add(protocol.Subscription, group);
        }
    }

    private void Add(Subscription subscription, Group group)
    {
        Add(subscription.Topics);
        Add(subscription.Owned);
        AddGeneration(subscription.Generation, group);
    }

    /// <summary>What a coordinator that starts anew will know.</summary>
    private void Add(GenerationWritten written, ClassicGroup group)
    {
        AddGeneration(written.Generation, group);
        _hash.Add(written.ProtocolName);
        AddMember(written.LeaderId);
        if (_isAgeing)
            _hash.Add(written.TimestampMs);
        _hash.Add(written.Members.Count);
        foreach (var member in written.Members)
        {
            AddMember(member.MemberId);
            _hash.Add(member.ClientName);
            _hash.Add(member.InstanceId);
            _hash.Add(member.SessionTimeout);
            _hash.Add(member.RebalanceTimeout);
            Add(member.Subscription, group);
            Add(member.Assignment);
        }
    }

    private void Add(ConsumerGroup group)
    {
        AddGeneration(group.Epoch.Number, group);
        AddGeneration(group.TargetEpoch, group);
        _hash.AddFlag(group.SeenTopicsVersion == _kafka.Topics.Version || group.Epoch.TopicsHash == TopicsHash.Of(group, _kafka.Topics));
        _hash.Add(group.MemberCount);
        foreach (var member in group.Members)
            Add(member, group);
        foreach (var (pattern, resolved) in group.Patterns)
        {
            _hash.Add(pattern);
            Add(resolved.Topics);
            _hash.AddFlag(resolved.LastTopicId == _kafka.Topics.LastId);
            var age = cluster.Now - DateTimeOffset.FromUnixTimeMilliseconds(resolved.TimestampMs);
            _hash.Add(Shorter(age, PatternResolution.RefreshInterval + TimeSpan.FromMilliseconds(1)));
        }

        EndList();
    }

    private void Add(ConsumerMember member, ConsumerGroup group)
    {
        var metadata = member.Metadata;
        AddMember(member.Id);
        _hash.Add(metadata.ClientName);
        _hash.Add(metadata.InstanceId);
        _hash.Add(metadata.RebalanceTimeout);
        Add(metadata.Topics);
        _hash.Add(metadata.Pattern);
        _hash.Add(metadata.Assignor);
        if (metadata.Classic is { } classic)
        {
            _hash.Add(classic.SessionTimeout);
            Add(classic.Protocols, group);
        }

        AddGeneration(member.Current.Epoch, group);
        AddGeneration(member.Current.PreviousEpoch, group);
        _hash.Add((int)member.Current.State);
        Add(member.Current.Assigned);
        Add(member.Current.Revoking);
        Add(member.Target);
    }

    private void Add(ImmutableSortedSet<TopicIdPartition> partitions)
    {
        _hash.Add(partitions.Count);
        foreach (var partition in partitions)
        {
            _hash.Add(_topicIds[partition.TopicId]);
            Add(partition.Partition);
        }
    }

    /// <summary>A generation or a member epoch, by its place among those that the group knows. Zero and less have a meaning of their own.</summary>
    private void AddGeneration(int generation, Group? group)
    {
        _hash.AddFlag(generation > 0);
        if (generation <= 0 || group is null || _areNamesRaw)
        {
            _hash.Add(generation);
            return;
        }

        if (_counters.Begin(group))
        {
            _counters.Add(group.Generation);
            if (group is ClassicGroup classic)
                CountGenerations(classic);
            else if (group is ConsumerGroup consumer)
                CountEpochs(consumer);
        }

        _hash.Add(_counters.RankOf(generation));
    }

    private void CountGenerations(ClassicGroup group)
    {
        if (group.Written is { } written)
            _counters.Add(written.Generation);
        foreach (var member in group.Members)
        {
            foreach (var protocol in member.Joined.Protocols)
                _counters.Add(protocol.Subscription.Generation);
        }
    }

    private void CountEpochs(ConsumerGroup group)
    {
        _counters.Add(group.TargetEpoch);
        foreach (var member in group.Members)
        {
            _counters.Add(member.Current.Epoch);
            _counters.Add(member.Current.PreviousEpoch);
        }
    }

    /// <summary>Who a client says it is.</summary>
    private void Add(MemberStamp stamp, string groupId)
    {
        var group = _kafka.Groups.Find(groupId);
        AddMember(stamp.MemberId);
        _hash.Add(stamp.InstanceId);
        AddGeneration(stamp.Generation, group);
        if (group is ConsumerGroup consumer)   // under this protocol a client has its id before it joins, and ids decide who gets what
            _hash.Add(consumer.Members.Count(m => string.CompareOrdinal(m.Id, stamp.MemberId) < 0));
    }
}
