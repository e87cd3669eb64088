using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <content>The steps from one state to the next.</content>
internal sealed partial class ConsumerMembership
{
    private IReadOnlyList<TopicIdPartition> _current = [];
    private IReadOnlyList<TopicIdPartition>? _target;
    private IReadOnlyList<TopicIdPartition>? _nextTarget;
    private IReadOnlyList<TopicPartition>? _toAssignAfterRevocation;
    private bool _rejoinsAfterRevocation;
    private bool _mustRejoin;
    private bool _isRejoining;
    private bool _mustLeave;

    private bool IsNews(IReadOnlyList<TopicIdPartition> assignment) => !assignment.Order().SequenceEqual((_target ?? _current).Order());

    /// <summary>Goes for a target, unless the last one is not acknowledged yet.</summary>
    /// <remarks>librdkafka: rd_kafka_cgrp_consumer_handle_next_assignment, rd_kafka_cgrp_handle_assignment_cooperative.</remarks>
    private void Reconcile(IReadOnlyList<TopicIdPartition> target)
    {
        if (_target is not null || IsRebalancing)
            return;
        (_target, _nextTarget) = (target, null);
        List<TopicPartition> wanted = [.. target.Select(p => p.Partition).Distinct()];
        IReadOnlyList<TopicPartition> added = [.. wanted.Except(_given)];
        IReadOnlyList<TopicPartition> removed = [.. _given.Except(wanted)];
        if (removed.Count == 0)
        {
            Assign(added);
            return;
        }

        _toAssignAfterRevocation = added;
        Revoke(removed);
    }

    private void Assign(IReadOnlyList<TopicPartition> added)
    {
        _toAssignAfterRevocation = null;
        _given = [.. _given, .. added];
        _state = JoinState.AwaitingAssign;
        _events.Enqueue(new PartitionsAssigned(added, IsIncremental: true));
    }

    private void Revoke(IReadOnlyList<TopicPartition> removed)
    {
        _given = [.. _given.Except(removed)];
        _state = JoinState.AwaitingRevoke;
        _events.Enqueue(new PartitionsRevoked(removed, IsAssignmentLost, IsIncremental: true));
    }

    /// <summary>Gives everything back in order to leave, or because it is lost.</summary>
    /// <remarks>librdkafka: rd_kafka_cgrp_revoke_all_rejoin.</remarks>
    private void RevokeAll(bool isLost)
    {
        _toAssignAfterRevocation = null;
        if (_given.Count > 0)
        {
            IsAssignmentLost = isLost;
            _rejoinsAfterRevocation = true;
            Revoke(_given);
        }
        else if (!_isClosing)
        {
            Rejoin();
        }
    }

    /// <summary>Back to the start: as a new member when it is still subscribed.</summary>
    /// <remarks>librdkafka: rd_kafka_cgrp_consumer_rejoin.</remarks>
    private void Rejoin()
    {
        if (_mustLeave)
            SendLeave();
        Reset();
        _state = _topics.Names.Count > 0 ? JoinState.Joining : JoinState.Left;
        (_isRejoining, _rejoinsAfterRevocation, _mustRejoin) = (false, false, false);
        if (!WillLeave)
            ApplySubscription();
        BeatSoon();
    }

    /// <summary>The group has given the member up; it learns of it when the rebalance that is under way is over.</summary>
    private void RejoinAsLost()
    {
        _mustRejoin = IsRebalancing;
        if (_mustRejoin)
            return;
        _isRejoining = true;
        RevokeAll(isLost: true);
    }

    /// <summary>No rebalance is under way any more.</summary>
    private void Settle()
    {
        _state = JoinState.Steady;
        if (Subscription.Count > 0)
            _polls.Start();
        if (_isClosing)
            Finish();
        else if (_mustRejoin)
            RejoinAsLost();
        else if (_target is not null)
            BeatSoon();   // acknowledges it
    }

    /// <summary>Everything is given back: the last thing is to leave.</summary>
    private void Finish()
    {
        if (_mustLeave)
            SendLeave();
        _given = [];
        _state = JoinState.Left;
    }

    private void Reset()
    {
        _self.Generation = 0;
        (_current, _target, _nextTarget) = ([], null, null);
        (_mustSayAll, _hasNewSubscription) = (false, false);
    }

    /// <summary>The application has not polled for too long: the member leaves at once, and learns of its loss when it polls again.</summary>
    /// <remarks>librdkafka 2.14: rd_kafka_cgrp_max_poll_interval_check_tmr_cb; 2.15 leaves only after the revocation.</remarks>
    private void OnPollIntervalExceeded()
    {
        _polls.Stop();
        _events.Enqueue(ConsumeFailed.MaxPollExceeded(_settings.MaxPollInterval));
        SendLeave();
        RejoinAsLost();
    }

    /// <summary>The group will not have this consumer: no handler is called any more, the application gets the error out of Consume.</summary>
    private void Fail(ErrorCode error)
    {
        if (FatalError != ErrorCode.None)
            return;
        FatalError = error;
        _polls.Stop();
        Reset();
        _given = [];
        _state = JoinState.Outside;
        DropAssignment();
        _events.Enqueue(ConsumeFailed.Without(ErrorCode.LocalFatal, $"Fatal error: {error}"));
    }
}
