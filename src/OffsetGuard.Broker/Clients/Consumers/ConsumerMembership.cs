using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <summary>A consumer's life in its group by the consumer protocol (KIP-848): one kind of request does it all, and the broker assigns.</summary>
/// <remarks>
/// librdkafka 2.14: rdkafka_cgrp.c (rd_kafka_cgrp_consumer_*). What the broker wants it to own is reconciled one target at a time: partitions
/// are revoked, then added, then the whole is acknowledged by a heartbeat; only then comes the next target.
/// </remarks>
internal sealed partial class ConsumerMembership : IGroupMembership
{
    private readonly ClientChannel _channel;
    private readonly ConsumerSettings _settings;
    private readonly Queue<ConsumerEvent> _events;
    private readonly MemberIdentity _self;
    private readonly SubscribedTopics _topics;
    private readonly PollWatch _polls;
    private JoinState _state = JoinState.Outside;
    private IReadOnlyList<string>? _nextSubscription;
    private IReadOnlyList<TopicPartition> _given = [];
    private bool _hasSubscribed;
    private bool _isClosing;

    public ConsumerMembership(ClientChannel channel, ConsumerSettings settings, Queue<ConsumerEvent> events)
    {
        (_channel, _settings, _events) = (channel, settings, events);
        _self = new MemberIdentity(settings.InstanceId) { MemberId = $"{settings.ClientName}-consumer-{channel.ClientId:D5}" };
        _topics = new SubscribedTopics(events);
        _polls = new PollWatch(settings.MaxPollInterval);
    }

    /// <summary>Called when the assignment is gone without a word to the application.</summary>
    public required Action DropAssignment { get; init; }

    public IReadOnlyList<string> Subscription => _nextSubscription ?? _topics.Names;

    public string MemberId => _self.MemberId;

    public MemberStamp Stamp => _self.Stamp;

    public PollWatch Polls => _polls;

    public ErrorCode FatalError { get; private set; }

    /// <summary>From the first subscription on, for good.</summary>
    public bool IsCooperative => _hasSubscribed;

    public bool IsEager => false;

    public bool IsAssignmentLost { get; private set; }

    public bool IsSettled => !IsAssignmentLost && (Subscription.Count == 0 || _state == JoinState.Steady);

    public bool IsJoining => Subscription.Count > 0 && _state != JoinState.Steady;

    public bool IsAwaitingAnswer => _state is JoinState.AwaitingAssign or JoinState.AwaitingRevoke;

    public bool IsOutside => _state is JoinState.Outside or JoinState.Left;

    public DateTimeOffset? Next => FatalError == ErrorCode.None ? Earliest.Of(CanBeat ? _nextBeat : null, _polls.Next) : null;

    /// <summary>A rebalance is on its way through the application.</summary>
    private bool IsRebalancing => _state is JoinState.AwaitingAssign or JoinState.AwaitingRevoke or JoinState.AwaitingLastCommit;

    private bool WillLeave => _mustLeave || _isLeaving;

    public ErrorCode Subscribe(IReadOnlyList<string> names, DateTimeOffset now)
    {
        if (!SubscribedTopics.IsValid(names))
            return ErrorCode.LocalInvalidArgument;
        _hasSubscribed = true;
        _nextSubscription = names;
        if (!WillLeave)   // else it waits until the member has left
            ApplySubscription();
        return ErrorCode.None;
    }

    public void Unsubscribe()
    {
        _polls.Stop();
        _topics.Clear();
        _nextSubscription = null;
        if (_isRejoining || _mustRejoin || WillLeave || _self.Generation <= 0)
            return;
        _mustLeave = true;
        RevokeAll(isLost: false);
    }

    public void Close()
    {
        _isClosing = true;
        Unsubscribe();
        if (!IsRebalancing)
            Finish();
    }

    public void Tick(DateTimeOffset now)
    {
        if (FatalError != ErrorCode.None)
            return;
        if (_polls.Next <= now)
            OnPollIntervalExceeded();
        if (CanBeat && _nextBeat <= now)
            Beat(now);
    }

    public void OnAssignedAnswered()
    {
        if (_state == JoinState.AwaitingAssign)
            Settle();
    }

    public void OnAssignedFailed()
    {
        // It stays where it is: no heartbeat acknowledges the assignment, and no other one comes.
    }

    public void OnRevokedAnswered(bool hasCommitOutstanding)
    {
        if (_state != JoinState.AwaitingRevoke)
            return;
        IsAssignmentLost = false;
        _state = JoinState.AwaitingLastCommit;
        if (!hasCommitOutstanding)
            OnLastCommitDone();
    }

    public void OnLastCommitDone()
    {
        if (_state != JoinState.AwaitingLastCommit)
            return;
        if (_isClosing)
            Finish();
        else if (_toAssignAfterRevocation is { } added)
            Assign(added);
        else if (_rejoinsAfterRevocation)
            Rejoin();
        else
            Settle();
    }

    /// <summary>The next heartbeat will tell; only another holder of the instance id ends it at once.</summary>
    public void OnFenced(ErrorCode why)
    {
        if (why == ErrorCode.FencedInstanceId)
            Fail(why);
        else if (why is ErrorCode.UnknownMemberId or ErrorCode.StaleMemberEpoch)
            BeatSoon();
    }

    private void ApplySubscription()
    {
        if (_nextSubscription is not { } names)
            return;
        _topics.TryReplace(names);
        _nextSubscription = null;
        if (_state is JoinState.Outside or JoinState.Left)
            _state = JoinState.Joining;
        _hasNewSubscription = true;
        BeatSoon();
    }
}
