using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <summary>Tells the coordinator that the member is alive, and notices when the coordinator has not answered for a whole session.</summary>
/// <remarks>librdkafka: rd_kafka_cgrp_heartbeat, rd_kafka_cgrp_session_timeout_check.</remarks>
internal sealed class Heartbeats(ClientChannel channel, ConsumerSettings settings, MemberIdentity self, Action<ErrorCode> onAnswer)
{
    private DateTimeOffset? _nextBeat;
    private DateTimeOffset _sessionEnd;
    private bool _isOnItsWay;

    public DateTimeOffset? Next => _sessionEnd < _nextBeat ? _sessionEnd : _nextBeat;

    public void Start(DateTimeOffset now)
    {
        _nextBeat = now + settings.HeartbeatInterval;
        _sessionEnd = now + settings.SessionTimeout;
    }

    public void Stop() => _nextBeat = null;

    public void Tick(DateTimeOffset now)
    {
        if (_nextBeat is null)
            return;
        if (_sessionEnd <= now)
        {
            // Nobody says so, but after this time the coordinator has given the member up.
            _sessionEnd = now + settings.SessionTimeout;
            onAnswer(ErrorCode.UnknownMemberId);
        }
        else if (_nextBeat <= now)
        {
            Beat(now);
        }
    }

    private void Beat(DateTimeOffset now)
    {
        _nextBeat = now + settings.HeartbeatInterval;
        if (_isOnItsWay)
            return;   // one at a time: behind a lost one the session runs out
        _isOnItsWay = true;
        var stamp = self.Stamp;
        channel.Send<HeartbeatReply>(
            new HeartbeatRequest(settings.GroupId, stamp),
            (reply, answered) =>
            {
                _isOnItsWay = false;
                if (stamp != self.Stamp)
                    return;
                if (reply.Error is ErrorCode.None or ErrorCode.RebalanceInProgress)
                    _sessionEnd = answered + settings.SessionTimeout;
                onAnswer(reply.Error);
            },
            settings.RequestTimeout < settings.SessionTimeout ? settings.RequestTimeout : settings.SessionTimeout);
    }
}
