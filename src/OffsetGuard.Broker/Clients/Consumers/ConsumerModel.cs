using System.Diagnostics.CodeAnalysis;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <summary>A consumer with librdkafka's rules, as a pure state machine: what an application may ask, and what it is told.</summary>
/// <remarks>
/// <see cref="TryTakeEvent"/> comes before <see cref="TryTakeRecord"/>: no record is handed over while a rebalance waits for its answer.
/// Specification: librdkafka 2.15 (rdkafka_cgrp.c, rdkafka_assignment.c, rdkafka_partition.c).
/// </remarks>
internal sealed partial class ConsumerModel : IClientModel
{
    private readonly Queue<ConsumerEvent> _events = new();
    private readonly ConsumerSettings _settings;
    private readonly ClusterHistory _history;
    private readonly RetryingChannel _requests;
    private readonly IGroupMembership _membership;
    private readonly OffsetCommitter _committer;
    private readonly Fetcher _fetcher;
    private readonly ClientTimers _timers = new();
    private DateTimeOffset? _nextStatistics;
    private bool _isClosing;

    public ConsumerModel(int clientId, ConsumerSettings settings, ClusterHistory history, DateTimeOffset now)
    {
        (_settings, _history) = (settings, history);
        Channel = new ClientChannel(clientId, $"{settings.ClientName}#consumer-{clientId}")
        {
            IsConnected = !settings.IsUnreachable,
            RequestTimeout = settings.RequestTimeout,
            RetryBackoff = settings.Backoff,
            OnAllBrokersDown = count => _events.Enqueue(new ErrorRaised(ErrorCode.LocalAllBrokersDown, $"{count}/{count} brokers are down")),
        };
        _requests = new RetryingChannel(Channel, _timers, settings.Backoff);
        Partitions = new PartitionTable(Channel, settings);
        _fetcher = new Fetcher(Channel, settings, _timers, history);
        Channel.OnLeaderEpoch = OnLeaderEpoch;
        _membership = settings.Protocol == GroupKind.Consumer
            ? new ConsumerMembership(Channel, settings, _events) { DropAssignment = Drop }
            : new ClassicMembership(Channel, settings, _timers, _events) { DropAssignment = Drop };
        _committer = new OffsetCommitter(new CommitExchange(Channel, _requests, settings, _timers), settings, Partitions, _membership, _events);
        _committer.StartTimer(now);
        if (settings.StatisticsInterval > TimeSpan.Zero)
            _nextStatistics = now + settings.StatisticsInterval;
        if (settings.IsUnreachable)
            _timers.At(now, _ => _events.Enqueue(new ErrorRaised(ErrorCode.LocalAllBrokersDown, "1/1 brokers are down")));
    }

    public ClientChannel Channel { get; }

    public PartitionTable Partitions { get; }

    /// <summary>Subscribed, and still on the way to its partitions.</summary>
    public bool IsJoining => _membership.IsJoining;

    /// <summary>Why the consumer is of no more use, or none.</summary>
    public ErrorCode FatalError => _membership.FatalError;

    /// <summary>Its group uses a cooperative assignor.</summary>
    public bool IsCooperative => _membership.IsCooperative;

    public bool IsAssignmentLost => _membership.IsAssignmentLost;

    public string GroupId => _settings.GroupId;

    /// <summary>How often the client commits by itself; zero when it does not.</summary>
    public TimeSpan AutoCommitInterval => _settings.IsAutoCommit ? _settings.AutoCommitInterval : TimeSpan.Zero;

    /// <summary>group.instance.id, or null.</summary>
    public string? InstanceId => _settings.InstanceId;

    /// <summary>session.timeout.ms.</summary>
    public TimeSpan SessionTimeout => _settings.SessionTimeout;

    /// <summary>max.poll.interval.ms.</summary>
    public TimeSpan PollIntervalMax => _settings.MaxPollInterval;

    public string MemberId => _membership.MemberId;

    /// <summary>Who this consumer is in its group now; an outsider when it never joined.</summary>
    public MemberStamp Stamp => _membership.Stamp;

    public IReadOnlyList<string> Subscription => _membership.Subscription;

    public DateTimeOffset? NextDeadline =>
        _fetcher.HasUnaskedStarts ? DateTimeOffset.MinValue : Earliest.Of(Earliest.Of(_membership.Next, _nextStatistics), _committer.NextTick, _timers.Next);

    public bool IsBusy => _fetcher.HasUnaskedStarts || _timers.Next is not null || _committer.OutstandingCount > 0;

    public string? GroupThatWaits => _membership.IsAwaitingAnswer ? GroupId : null;

    /// <summary>Nothing is left to do after <see cref="BeginClose"/>: partitions given back, offsets committed, group left.</summary>
    public bool IsClosed => _isClosing && _membership.IsOutside && _committer.OutstandingCount == 0 && _events.Count == 0;

    public void Tick(DateTimeOffset now)
    {
        _fetcher.AskForStarts();
        _membership.Tick(now);
        _committer.Tick(now);
        _timers.Tick(now);
        if (_nextStatistics <= now)
            EmitStatistics(now);
    }

    /// <summary>Whether Consume has something to do or to return.</summary>
    public bool HasWork => _events.Count > 0 || (!_membership.IsAwaitingAnswer && _fetcher.HasNext);

    /// <summary>Takes what the application has to be told next.</summary>
    public bool TryTakeEvent([NotNullWhen(true)] out ConsumerEvent? consumerEvent)
    {
        if (!_events.TryDequeue(out consumerEvent))
            return !_membership.IsAwaitingAnswer && _fetcher.TryTakeEvent(out consumerEvent);

        if (consumerEvent is PartitionsRevoked revoked)
        {
            _fetcher.PassMarkers();   // those before it in the client's queue
            // The application may have sought since the rebalance began: the handler sees the positions of this moment.
            consumerEvent = revoked with { Positions = [.. revoked.Partitions.Select(p => new PartitionOffset(p, PositionOf(p)))] };
        }

        return true;
    }

    /// <summary>Takes the next record; none while a rebalance waits for its answer.</summary>
    public bool TryTakeRecord(out Delivery delivery)
    {
        delivery = default;
        if (_membership.IsAwaitingAnswer || !_fetcher.TryTake(out delivery))
            return false;
        _history.Delivered(Channel.ClientId, delivery.Partition.Id, delivery.Partition.Position.NextOffset, delivery.Partition.Stored.NextOffset);
        return true;
    }

    /// <summary>The application is inside Consume: as long as it is, it cannot be late, and it has come for more.</summary>
    public void BeginPoll()
    {
        _membership.Polls.BeginBlockingPoll();
        _fetcher.ReadOn();
    }

    public void EndPoll(DateTimeOffset now) => _membership.Polls.EndBlockingPoll(now);

    /// <summary>Begins to leave; the application still answers the last events until <see cref="IsClosed"/>.</summary>
    public void BeginClose()
    {
        _isClosing = true;
        _membership.Close();
        if (_membership.IsOutside)   // no revocation will come that would drop a manual assignment
            Drop();
    }

    private void OnLeaderEpoch(TopicPartition id, DateTimeOffset now)
    {
        if (Partitions.Find(id) is { IsAssigned: true } partition)
            _fetcher.Validate(partition);
    }

    private void EmitStatistics(DateTimeOffset now)
    {
        _events.Enqueue(new StatisticsEmitted(ConsumerStatistics.Describe(this, now)));
        _nextStatistics = now + _settings.StatisticsInterval;
    }
}
