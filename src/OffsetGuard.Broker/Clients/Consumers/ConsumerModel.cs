using System.Diagnostics.CodeAnalysis;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <summary>A consumer with librdkafka's rules, as a pure state machine: what an application may ask, and what it is told.</summary>
/// <remarks>
/// <see cref="TryTakeEvent"/> comes before <see cref="TryTakeRecord"/>: no record is handed over while a rebalance waits for its answer.
/// Specification: librdkafka 2.15 (rdkafka_cgrp.c, rdkafka_assignment.c, rdkafka_partition.c).
/// </remarks>
internal sealed class ConsumerModel : IClientModel
{
    private readonly Queue<ConsumerEvent> _events = new();
    private readonly ConsumerSettings _settings;
    private readonly GroupMembership _membership;
    private readonly OffsetCommitter _committer;
    private readonly Fetcher _fetcher;
    private bool _isClosing;

    public ConsumerModel(int clientId, ConsumerSettings settings, DateTimeOffset now)
    {
        _settings = settings;
        Channel = new ClientChannel(clientId);
        _fetcher = new Fetcher(Channel, settings);
        _membership = new GroupMembership(Channel, settings, _events);
        _committer = new OffsetCommitter(Channel, settings, Partitions, _membership, _events);
        _committer.StartTimer(now);
    }

    public ClientChannel Channel { get; }

    public PartitionTable Partitions { get; } = new();

    /// <summary>Subscribed, and still on the way to its partitions.</summary>
    public bool IsJoining => _membership.IsJoining;

    public string GroupId => _settings.GroupId;

    /// <summary>How often the client commits by itself; zero when it does not.</summary>
    public TimeSpan AutoCommitInterval => _settings.IsAutoCommit ? _settings.AutoCommitInterval : TimeSpan.Zero;

    public string MemberId => _membership.MemberId;

    /// <summary>Who this consumer is in its group now; an outsider when it never joined.</summary>
    public MemberStamp Stamp => _membership.Stamp;

    public IReadOnlyList<string> Subscription => _membership.Subscription;

    public DateTimeOffset? NextDeadline =>
        _fetcher.HasUnaskedStarts ? DateTimeOffset.MinValue : Earlier(_membership.NextHeartbeat, _committer.NextTick);

    /// <summary>Nothing is left to do after <see cref="BeginClose"/>: partitions given back, offsets committed, group left.</summary>
    public bool IsClosed => _isClosing && _membership.IsOutside && _committer.OutstandingCount == 0 && _events.Count == 0;

    public void Tick(DateTimeOffset now)
    {
        _fetcher.AskForStarts();
        _membership.Tick(now);
        _committer.Tick(now);
    }

    /// <summary>Whether Consume has something to do or to return.</summary>
    public bool HasWork => _events.Count > 0 || (!_membership.IsAwaitingAnswer && _fetcher.HasNext);

    /// <summary>Takes what the application has to be told next.</summary>
    public bool TryTakeEvent([NotNullWhen(true)] out ConsumerEvent? consumerEvent)
    {
        if (!_events.TryDequeue(out consumerEvent))
            return !_membership.IsAwaitingAnswer && _fetcher.TryTakeEvent(out consumerEvent);

        // The application may have sought since the rebalance began: the handler sees the positions of this moment.
        if (consumerEvent is PartitionsRevoked revoked)
            consumerEvent = revoked with { Positions = [.. Partitions.Assigned.Select(p => new PartitionOffset(p.Id, p.Position))] };
        return true;
    }

    /// <summary>Takes the next record; none while a rebalance waits for its answer.</summary>
    public bool TryTakeRecord(out Delivery delivery)
    {
        delivery = default;
        return !_membership.IsAwaitingAnswer && _fetcher.TryTake(out delivery);
    }

    /// <summary>Joins the group. Refuses an empty list, an empty name and duplicates.</summary>
    public ErrorCode Subscribe(IReadOnlyList<string> topics)
    {
        if (topics.Count == 0 || topics.Contains("") || topics.Distinct(StringComparer.Ordinal).Count() != topics.Count)
            return ErrorCode.LocalInvalidArgument;
        _membership.Subscribe(topics);
        return ErrorCode.None;
    }

    public void Unsubscribe()
    {
        if (Subscription.Count > 0)
            _membership.Unsubscribe();
    }

    /// <summary>Answers <see cref="PartitionsAssigned"/> with where to start each partition.</summary>
    public ErrorCode AnswerAssigned(IReadOnlyList<PartitionOffset> starts)
    {
        var error = Assign(starts);
        _membership.OnAssignedAnswered();
        return error;
    }

    /// <summary>The application could not answer <see cref="PartitionsAssigned"/>: nothing is assigned, and it reads nothing until it closes.</summary>
    public void FailAssigned()
    {
        Unassign();
        _membership.OnAssignedFailed();
    }

    /// <summary>Answers <see cref="PartitionsRevoked"/>: everything goes, and what is stored is committed if the client does that by itself.</summary>
    public void AnswerRevoked()
    {
        Unassign();
        _membership.OnRevokedAnswered(_committer.OutstandingCount > 0);
    }

    /// <summary>Replaces the assignment. What was assigned is dropped even when the new list is refused.</summary>
    public ErrorCode Assign(IReadOnlyList<PartitionOffset> starts)
    {
        Unassign();
        if (starts.Select(s => s.Partition).Distinct().Count() != starts.Count
            || starts.Any(s => !LogicalOffset.IsValidStart(s.Position.NextOffset)))
            return ErrorCode.LocalInvalidArgument;

        foreach (var start in starts)
        {
            var partition = Partitions.GetOrAdd(start.Partition);
            Partitions.Assign(partition);
            partition.Stored = OffsetAndEpoch.Unset;
            _fetcher.Start(partition, start.Position.NextOffset);
        }

        return ErrorCode.None;
    }

    /// <summary>Drops the assignment, after a last commit when the client commits by itself.</summary>
    public void Unassign()
    {
        _committer.CommitFinally();
        foreach (var partition in Partitions.Assigned)
        {
            Fetcher.Stop(partition);
            partition.Stored = OffsetAndEpoch.Unset;
        }

        Partitions.UnassignAll();
    }

    /// <summary>Stores the next offset to commit, exactly as given.</summary>
    public ErrorCode Store(PartitionOffset offset)
    {
        if (_settings.IsAutoOffsetStore)
            return ErrorCode.LocalInvalidArgument;
        if (Partitions.Find(offset.Partition) is not { } partition)
            return ErrorCode.LocalUnknownPartition;
        if (!partition.IsAssigned && offset.Position.IsAbsolute)
            return ErrorCode.LocalState;

        partition.Stored = offset.Position.IsAbsolute ? offset.Position : OffsetAndEpoch.Unset;
        return ErrorCode.None;
    }

    public ErrorCode Seek(PartitionOffset to)
    {
        if (Partitions.Find(to.Partition) is not { } partition)
            return ErrorCode.LocalUnknownPartition;
        return _fetcher.Seek(partition, to.Position.NextOffset);
    }

    public OffsetAndEpoch PositionOf(TopicPartition id) => Partitions.Find(id)?.Position ?? OffsetAndEpoch.Unset;

    /// <inheritdoc cref="OffsetCommitter.CommitStored"/>
    public PendingReply<IReadOnlyList<PartitionOffset>> Commit() => _committer.CommitStored();

    /// <inheritdoc cref="OffsetCommitter.Commit"/>
    public PendingReply<IReadOnlyList<PartitionOffset>> Commit(IReadOnlyList<PartitionOffset> offsets) => _committer.Commit(offsets);

    /// <summary>Asks the group's coordinator; local state has no influence.</summary>
    public PendingReply<IReadOnlyList<PartitionOffset>> Committed(IReadOnlyList<TopicPartition> partitions)
    {
        var pending = new PendingReply<IReadOnlyList<PartitionOffset>>();
        var request = new OffsetFetchRequest(_settings.GroupId, partitions, _settings.Isolation);
        Channel.Send<OffsetFetchReply>(request, (reply, _) => pending.Complete(reply.Offsets));
        return pending;
    }

    /// <summary>Begins to leave; the application still answers the last events until <see cref="IsClosed"/>.</summary>
    public void BeginClose()
    {
        _isClosing = true;
        _membership.Close();
        if (_membership.IsOutside)   // no revocation will come that would drop a manual assignment
            Unassign();
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? x, DateTimeOffset? y) => x is null || y < x ? y : x;
}
