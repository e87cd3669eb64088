using OffsetGuard.Broker.Groups.Consumer;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <content>What is said in heartbeats, and what comes back.</content>
internal sealed partial class ConsumerMembership
{
    private DateTimeOffset? _nextBeat;
    private TimeSpan? _beatInterval;
    private int _failedBeats;
    private bool _isBeating;
    private bool _isLeaving;
    private bool _mustSayAll;
    private bool _hasNewSubscription;

    private bool CanBeat => Subscription.Count > 0 && !_isBeating && !_isRejoining && !_mustRejoin && !WillLeave;

    private void BeatSoon() => _nextBeat = DateTimeOffset.MinValue;

    /// <summary>Says all there is to say while it joins, and only what is new afterwards.</summary>
    private void Beat(DateTimeOffset now)
    {
        var isFull = _mustSayAll || _state == JoinState.Joining;
        var isAcknowledging = _state == JoinState.Steady && _target is not null;
        var saysTopics = isFull || (_hasNewSubscription && !IsRebalancing);
        _hasNewSubscription &= !saysTopics;
        _isBeating = true;
        _nextBeat = now + (_beatInterval ?? _settings.Backoff.First);
        var request = new ConsumerGroupHeartbeatRequest(_settings.GroupId, _self.MemberId, Math.Max(0, _self.Generation))
        {
            ClientName = _settings.ClientName,
            InstanceId = isFull ? _settings.InstanceId : null,
            RebalanceTimeout = isFull ? _settings.MaxPollInterval : null,
            Topics = saysTopics ? _topics.Literals : null,
            Pattern = saysTopics ? _topics.Pattern : null,
            Assignor = isFull ? _settings.RemoteAssignor : null,
            Owned = isAcknowledging ? _target : isFull ? _current : null,
        };
        _channel.Send<ConsumerGroupHeartbeatReply>(
            request,
            (reply, answered) =>
            {
                _isBeating = false;
                if (reply.Error == ErrorCode.None)
                    Accept(reply, isAcknowledging);
                else
                    OnRefused(reply.Error, saysTopics, answered);
            },
            _beatInterval ?? _settings.SessionTimeout);
    }

    private void Accept(ConsumerGroupHeartbeatReply reply, bool isAcknowledged)
    {
        if (WillLeave || FatalError != ErrorCode.None)
            return;
        (_self.Generation, _beatInterval, _failedBeats, _mustSayAll) = (reply.Epoch, reply.HeartbeatInterval, 0, false);
        if (reply.Assignment is { } assignment)
            _nextTarget = IsNews(assignment) ? assignment : null;
        if (_state == JoinState.Steady && _target is { } reached)
        {
            if (isAcknowledged)
                (_current, _target) = (reached, null);
            else
                BeatSoon();   // it became steady while the heartbeat was on its way
        }

        if (_nextTarget is { } next && Subscription.Count > 0)
            Reconcile(next);
        if (_hasNewSubscription && !IsRebalancing)
            BeatSoon();
    }

    private void OnRefused(ErrorCode error, bool saidTopics, DateTimeOffset now)
    {
        _hasNewSubscription |= saidTopics;
        switch (error)
        {
            case ErrorCode.UnknownMemberId or ErrorCode.FencedMemberEpoch:
                RejoinAsLost();
                break;
            case var transient when TransientErrors.Contains(transient):
                _mustSayAll = true;   // nobody knows what the broker has heard
                _nextBeat = now + _settings.Backoff.After(++_failedBeats);
                break;
            default:
                Fail(error);
                break;
        }
    }

    private void SendLeave()
    {
        _mustLeave = false;
        _isLeaving = true;
        var epoch = _settings.InstanceId is null ? ConsumerGroupHeartbeatRequest.LeaveEpoch : CurrentAssignment.AwayEpoch;
        var request = new ConsumerGroupHeartbeatRequest(_settings.GroupId, _self.MemberId, epoch)
        {
            ClientName = _settings.ClientName,
            InstanceId = _settings.InstanceId,
        };
        _channel.Send<ConsumerGroupHeartbeatReply>(request, (_, _) =>
        {
            _isLeaving = false;
            Reset();
            if (!IsRebalancing)
                ApplySubscription();
            BeatSoon();
        });
    }
}
