using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <content>The steps from one state to the next.</content>
internal sealed partial class ClassicMembership
{
    private bool IsStatic => _settings.InstanceId is not null;

    /// <summary>Another instance has this one's id: no handler is called any more, the application gets the error out of Consume.</summary>
    private void Fail(ErrorCode error)
    {
        if (FatalError != ErrorCode.None || !IsStatic)
            return;
        FatalError = error;
        _round.Leave();
        _heartbeats.Stop();
        _polls.Stop();
        _given = [];
        _state = JoinState.Outside;
        DropAssignment();
        _events.Enqueue(ConsumeFailed.Without(ErrorCode.LocalFatal, $"Fatal error: {error}"));
    }

    private void LeaveCurrentGeneration(AfterRevocation then)
    {
        switch (_state)
        {
            case JoinState.Steady when then == AfterRevocation.Rejoin && IsCooperative:
                Join();
                break;
            case JoinState.Steady:
                BeginRevocation(_given, then, isLost: false);
                break;
            case JoinState.AwaitingAssign:
                _mustRejoin = true;
                _afterRevocation = then;
                break;
            case JoinState.AwaitingRevoke or JoinState.AwaitingLastCommit:
                _afterRevocation = then;
                break;
            case JoinState.Joining when then == AfterRevocation.Leave && _given.Count > 0:
                BeginRevocation(_given, then, isLost: false);
                break;
            default:
                if (then == AfterRevocation.Leave)
                    Leave();
                else
                    Join();
                break;
        }
    }

    private void BeginRevocation(IReadOnlyList<TopicPartition> partitions, AfterRevocation then, bool isLost)
    {
        _round.Abandon();
        _mustRejoin = false;
        _toAssignAfterRevocation = null;
        (_afterRevocation, IsAssignmentLost) = (then, isLost);
        Revoke(partitions);
    }

    /// <summary>Tells the application, except of nothing under the cooperative protocol.</summary>
    private void Revoke(IReadOnlyList<TopicPartition> partitions)
    {
        _given = [.. _given.Except(partitions)];
        _state = JoinState.AwaitingRevoke;
        if (partitions.Count == 0 && IsCooperative)
            OnRevokedAnswered(hasCommitOutstanding: false);
        else
            _events.Enqueue(new PartitionsRevoked(partitions, IsAssignmentLost, IsCooperative));
    }

    private void Join()
    {
        _state = JoinState.Joining;
        _heartbeats.Stop();
        if (_given.Count == 0)
            _polls.Stop();
        _round.Begin(_given);
    }

    /// <summary>The second half of a cooperative round that took something away; then comes another round, in which that finds its new owner.</summary>
    private void AssignMore(IReadOnlyList<TopicPartition> added)
    {
        _toAssignAfterRevocation = null;
        _mustRejoin = true;
        _state = JoinState.AwaitingAssign;
        _events.Enqueue(new PartitionsAssigned(added, IsIncremental: true));
    }

    /// <summary>The subscription or the topics behind it have changed.</summary>
    /// <remarks>librdkafka: rd_kafka_cgrp_modify_subscription, rd_kafka_cgrp_metadata_update_check.</remarks>
    private void RejoinForTopics()
    {
        IReadOnlyList<TopicPartition> unwanted = IsCooperative ? [.. _given.Where(p => !_topics.Includes(p.Topic))] : [];
        if (unwanted.Count > 0 && _state is JoinState.Steady or JoinState.Joining)
            BeginRevocation(unwanted, AfterRevocation.Rejoin, isLost: false);
        else
            LeaveCurrentGeneration(AfterRevocation.Rejoin);
    }

    private void JoinAgain()
    {
        if (_state == JoinState.Joining && !_round.IsUnderWay)
            Join();
    }

    private void Leave()
    {
        _round.Leave();
        _heartbeats.Stop();
        _polls.Stop();
        _given = [];
        _state = JoinState.Left;
        if (_self.MemberId.Length > 0 && !(_isClosing && IsStatic))   // KIP-345: a static member that ends keeps its place
            SendLeave();
        _self.MemberId = "";
    }

    private void SendLeave() => _channel.Send<LeaveGroupReply>(
        new LeaveGroupRequest(_settings.GroupId, _self.MemberId, _settings.InstanceId), (_, _) => { });
}
