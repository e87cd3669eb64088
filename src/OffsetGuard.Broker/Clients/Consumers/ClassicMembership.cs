using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <summary>A consumer's life in its group by the classic protocol: joining, giving partitions back, losing them, leaving.</summary>
/// <remarks>
/// librdkafka: rdkafka_cgrp.c. Joining goes on in the background, but partitions come and go only when the application answers an event
/// inside Consume or Close. Under the eager protocol everything is given back before joining again; under the cooperative one the member
/// joins with what it has and gives back what the group takes away.
/// </remarks>
internal sealed partial class ClassicMembership : IGroupMembership
{
    private readonly ClientChannel _channel;
    private readonly ConsumerSettings _settings;
    private readonly ClientTimers _timers;
    private readonly Queue<ConsumerEvent> _events;
    private readonly MemberIdentity _self;
    private readonly SubscribedTopics _topics;
    private readonly JoinRound _round;
    private readonly Heartbeats _heartbeats;
    private readonly PollWatch _polls;
    private JoinState _state = JoinState.Outside;
    private AfterRevocation _afterRevocation;
    private IReadOnlyList<TopicPartition> _given = [];
    private IReadOnlyList<TopicPartition>? _toAssignAfterRevocation;
    private bool _mustRejoin;
    private bool _isStuck;
    private bool _isClosing;
    private DateTimeOffset? _nextRefresh;

    public ClassicMembership(ClientChannel channel, ConsumerSettings settings, ClientTimers timers, Queue<ConsumerEvent> events)
    {
        (_channel, _settings, _timers, _events) = (channel, settings, timers, events);
        _self = new MemberIdentity(settings.InstanceId);
        _topics = new SubscribedTopics(events);
        _heartbeats = new Heartbeats(channel, settings, _self, OnHeartbeat);
        _polls = new PollWatch(settings.MaxPollInterval);
        _round = new JoinRound(channel, settings, _self, _topics)
        {
            OnJoined = _heartbeats.Start,
            OnAssigned = OnSynced,
            OnRefused = OnRefused,
        };
    }

    /// <summary>Called when the assignment is gone without a word to the application.</summary>
    public required Action DropAssignment { get; init; }

    private enum AfterRevocation
    {
        Rejoin,
        Leave,
    }

    public IReadOnlyList<string> Subscription => _topics.Names;

    public string MemberId => _self.MemberId;

    public MemberStamp Stamp => _self.Stamp;

    public PollWatch Polls => _polls;

    public ErrorCode FatalError { get; private set; }

    /// <summary>The assignor that the group uses is cooperative; false outside of a group.</summary>
    public bool IsCooperative => _round.Assignor is { IsCooperative: true };

    /// <summary>The group uses an eager assignor; false outside of a group.</summary>
    public bool IsEager => _round.Assignor is { IsCooperative: false };

    public bool IsAssignmentLost { get; private set; }

    public bool IsSettled => !IsAssignmentLost && (Subscription.Count == 0 || _state == JoinState.Steady);

    public bool IsJoining => Subscription.Count > 0 && _state is not (JoinState.Steady or JoinState.Outside);

    public bool IsAwaitingAnswer => _state is JoinState.AwaitingAssign or JoinState.AwaitingRevoke;

    public bool IsOutside => _state is JoinState.Outside or JoinState.Left;

    public DateTimeOffset? Next => FatalError == ErrorCode.None
        ? Earliest.Of(_heartbeats.Next, _polls.Next, Subscription.Count > 0 ? _nextRefresh : null)
        : null;

    public ErrorCode Subscribe(IReadOnlyList<string> names, DateTimeOffset now)
    {
        if (_settings.Assignors.Count == 0)
            return ErrorCode.LocalInvalidArgument;
        var (wasSubscribed, before) = (Subscription.Count > 0, _topics.Existing);
        if (!_topics.TryReplace(names))
            return ErrorCode.LocalInvalidArgument;
        _nextRefresh ??= NextRefresh(now);
        if (wasSubscribed && IsCooperative && _state is JoinState.Steady or JoinState.Joining)
            Refresh(then: _ => OnTopicsRefreshed(hasChanged: !before.SequenceEqual(_topics.Existing)));
        else
            LeaveCurrentGeneration(AfterRevocation.Rejoin);
        return ErrorCode.None;
    }

    public void Unsubscribe()
    {
        _topics.Clear();
        LeaveCurrentGeneration(AfterRevocation.Leave);
    }

    public void Close()
    {
        _isClosing = true;
        if (!_isStuck)
        {
            Unsubscribe();
            return;
        }

        _topics.Clear();
        Leave();
    }

    public void Tick(DateTimeOffset now)
    {
        if (FatalError != ErrorCode.None)
            return;
        _heartbeats.Tick(now);
        if (_polls.Next <= now)
            OnPollIntervalExceeded();
        if (Subscription.Count > 0 && _nextRefresh <= now)
        {
            _nextRefresh = NextRefresh(now);
            Refresh(OnTopicsRefreshed);
        }
    }

    public void OnAssignedAnswered()
    {
        if (_state != JoinState.AwaitingAssign)
            return;
        _state = JoinState.Steady;
        if (!_mustRejoin)
            return;
        _mustRejoin = false;
        LeaveCurrentGeneration(_afterRevocation);
    }

    public void OnAssignedFailed() => _isStuck = _state == JoinState.AwaitingAssign;

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
        if (_afterRevocation == AfterRevocation.Leave && _given.Count > 0)
            BeginRevocation(_given, AfterRevocation.Leave, isLost: false);
        else if (_afterRevocation == AfterRevocation.Leave)
            Leave();
        else if (_toAssignAfterRevocation is { } added)
            AssignMore(added);
        else
            Join();
    }

    /// <summary>The broker does not know this member any more, knows it in another generation, or knows another one in its place.</summary>
    /// <remarks>librdkafka ignores it while it is rebalancing anyway (rd_kafka_cgrp_op_handle_OffsetCommit).</remarks>
    public void OnFenced(ErrorCode why)
    {
        if (why == ErrorCode.FencedInstanceId)
        {
            Fail(why);
            return;
        }

        // In an old generation it is still a member; a new id would leave the old one behind as a ghost for its session timeout.
        if (why == ErrorCode.UnknownMemberId)
            _self.MemberId = "";
        if (_state == JoinState.Steady)
            BeginRevocation(_given, AfterRevocation.Rejoin, isLost: true);
    }
}
