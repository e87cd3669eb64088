using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <content>What the broker and the clock bring about.</content>
internal sealed partial class ClassicMembership
{
    /// <summary>librdkafka asks again once a second while the group would not have it.</summary>
    private static readonly TimeSpan s_joinInterval = TimeSpan.FromSeconds(1);

    private void OnSynced(IReadOnlyList<TopicPartition> assignment, DateTimeOffset now)
    {
        var former = IsCooperative ? _given : [];
        _given = assignment;
        _polls.Start(now);
        IReadOnlyList<TopicPartition> added = [.. assignment.Except(former)];
        IReadOnlyList<TopicPartition> removed = [.. former.Except(assignment)];
        if (removed.Count == 0)
        {
            _state = JoinState.AwaitingAssign;
            _events.Enqueue(new PartitionsAssigned(added, IsCooperative));
            return;
        }

        _toAssignAfterRevocation = added;
        _afterRevocation = AfterRevocation.Rejoin;
        Revoke(removed);
    }

    private void OnRefused(ErrorCode error, DateTimeOffset now)
    {
        switch (error)
        {
            case ErrorCode.FencedInstanceId:
                Fail(error);
                break;
            case ErrorCode.UnknownMemberId or ErrorCode.IllegalGeneration:
                _self.MemberId = error == ErrorCode.UnknownMemberId ? "" : _self.MemberId;
                if (_given.Count > 0)
                    BeginRevocation(_given, AfterRevocation.Rejoin, isLost: true);
                else
                    Join();
                break;
            case ErrorCode.RebalanceInProgress:
                Join();
                break;
            default:
                if (!TransientErrors.Contains(error))
                    _events.Enqueue(ConsumeFailed.Without(error, $"JoinGroup failed: {error}"));
                _timers.At(now + (TransientErrors.Contains(error) ? _settings.Backoff.First : s_joinInterval), _ => JoinAgain());
                break;
        }
    }

    private void OnHeartbeat(ErrorCode error)
    {
        if (error == ErrorCode.RebalanceInProgress && Subscription.Count > 0 && _state is JoinState.Steady or JoinState.AwaitingAssign)
            LeaveCurrentGeneration(AfterRevocation.Rejoin);
        else if (error is ErrorCode.IllegalGeneration or ErrorCode.UnknownMemberId or ErrorCode.FencedInstanceId)
            OnFenced(error);
    }

    /// <summary>The application has not polled for too long: its partitions go to others at once, and it learns of it when it polls again.</summary>
    /// <remarks>librdkafka: rd_kafka_cgrp_max_poll_interval_check_tmr_cb.</remarks>
    private void OnPollIntervalExceeded()
    {
        _polls.Stop();
        _events.Enqueue(ConsumeFailed.MaxPollExceeded(_settings.MaxPollInterval));
        if (_self.MemberId.Length > 0 && !IsStatic)
            SendLeave();
        _self.MemberId = "";
        if (_state is JoinState.Steady or JoinState.Joining)
            BeginRevocation(_given, AfterRevocation.Rejoin, isLost: true);
    }

    private DateTimeOffset? NextRefresh(DateTimeOffset now) =>
        _settings.MetadataRefreshInterval > TimeSpan.Zero ? now + _settings.MetadataRefreshInterval : null;

    private void Refresh(Action<bool> then) =>
        _channel.Send<MetadataReply>(new MetadataRequest(), (metadata, now) =>
        {
            if (metadata.Error == ErrorCode.None)
                then(_topics.Update(metadata));
            else
                _timers.At(now + _settings.Backoff.First, _ => Refresh(then));
        });

    private void OnTopicsRefreshed(bool hasChanged)
    {
        if (hasChanged)
            RejoinForTopics();
    }
}
