using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <summary>A consumer's life in its group: joining, heartbeats, giving partitions back, leaving.</summary>
/// <remarks>
/// librdkafka: rdkafka_cgrp.c. Joining goes on in the background, but partitions come and go only when the application answers an event
/// inside Consume or Close.
/// </remarks>
internal sealed class GroupMembership(ClientChannel channel, ConsumerSettings settings, Queue<ConsumerEvent> events)
{
    private readonly SortedSet<string> _reportedMissing = new(StringComparer.Ordinal);
    private JoinState _state = JoinState.Outside;
    private AfterRevocation _afterRevocation;
    private bool _mustRejoin;
    private bool _isStuck;
    private int _attempt;

    private enum AfterRevocation
    {
        Rejoin,
        Leave,
    }

    public IReadOnlyList<string> Subscription { get; private set; } = [];

    /// <summary>Empty before the first join and after leaving.</summary>
    public string MemberId { get; private set; } = "";

    public int Generation { get; private set; } = -1;

    public MemberStamp Stamp => new(MemberId, Generation);

    /// <summary>The group has given the partitions to others; nothing can be committed until the application has been told.</summary>
    public bool IsAssignmentLost { get; private set; }

    /// <summary>Whether the auto-commit timer may commit: not subscribed, or a steady member.</summary>
    /// <remarks>librdkafka: rd_kafka_cgrp_offset_commit_tmr_cb.</remarks>
    public bool IsSettled => !IsAssignmentLost && (Subscription.Count == 0 || _state == JoinState.Steady);

    /// <summary>Subscribed, and still on the way to its partitions.</summary>
    public bool IsJoining => Subscription.Count > 0 && _state is not (JoinState.Steady or JoinState.Outside);

    /// <summary>A rebalance waits for the application: all partitions are paused until it has answered.</summary>
    public bool IsAwaitingAnswer => _state is JoinState.AwaitingAssign or JoinState.AwaitingRevoke;

    /// <summary>Whether the member has left, or never was in the group.</summary>
    public bool IsOutside => _state is JoinState.Outside or JoinState.Left;

    public DateTimeOffset? NextHeartbeat { get; private set; }

    /// <summary>Replaces the subscription: everything is given back and the group is joined again.</summary>
    public void Subscribe(IReadOnlyList<string> topics)
    {
        Subscription = topics;
        _reportedMissing.Clear();
        LeaveCurrentGeneration(AfterRevocation.Rejoin);
    }

    public void Unsubscribe()
    {
        Subscription = [];
        LeaveCurrentGeneration(AfterRevocation.Leave);
    }

    /// <summary>Leaves for good, also when an assignment will never be answered.</summary>
    public void Close()
    {
        if (!_isStuck)
        {
            Unsubscribe();
            return;
        }

        Subscription = [];
        Leave();
    }

    public void Tick(DateTimeOffset now)
    {
        if (NextHeartbeat is null || NextHeartbeat > now)
            return;
        NextHeartbeat = now + settings.HeartbeatInterval;
        var generation = Generation;
        channel.Send<HeartbeatReply>(new HeartbeatRequest(settings.GroupId, Stamp), (reply, _) =>
        {
            if (generation == Generation)
                OnHeartbeat(reply.Error);
        });
    }

    /// <summary>The application has taken over its partitions.</summary>
    public void OnAssignedAnswered()
    {
        if (_state != JoinState.AwaitingAssign)
            return;
        _state = JoinState.Steady;
        if (_mustRejoin)
            BeginRevocation(_afterRevocation, isLost: false);
    }

    /// <summary>The application failed to take over its partitions. It stays a member that reads nothing, until it closes.</summary>
    /// <remarks>The real client is such a zombie too when its assigned handler throws.</remarks>
    public void OnAssignedFailed() => _isStuck = _state == JoinState.AwaitingAssign;

    /// <summary>The application has let go of its partitions; <paramref name="hasCommitOutstanding"/> says whether to wait for a commit.</summary>
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
        if (_afterRevocation == AfterRevocation.Leave)
            Leave();
        else
            Join();
    }

    /// <summary>The broker does not know this member any more, or knows it in another generation: its partitions are lost.</summary>
    /// <remarks>librdkafka ignores it while it is rebalancing anyway (rd_kafka_cgrp_op_handle_OffsetCommit).</remarks>
    public void OnFenced(ErrorCode why)
    {
        // In an old generation it is still a member; a new id would leave the old one behind as a ghost for its session timeout.
        if (why == ErrorCode.UnknownMemberId)
            MemberId = "";
        if (_state == JoinState.Steady)
            BeginRevocation(AfterRevocation.Rejoin, isLost: true);
    }

    private void LeaveCurrentGeneration(AfterRevocation then)
    {
        switch (_state)
        {
            case JoinState.Steady:
                BeginRevocation(then, isLost: false);
                break;
            case JoinState.AwaitingAssign:
                _mustRejoin = true;
                _afterRevocation = then;
                break;
            case JoinState.AwaitingRevoke or JoinState.AwaitingLastCommit:
                _afterRevocation = then;
                break;
            default:
                if (then == AfterRevocation.Leave)
                    Leave();
                else
                    Join();
                break;
        }
    }

    private void BeginRevocation(AfterRevocation then, bool isLost)
    {
        _mustRejoin = false;
        _afterRevocation = then;
        IsAssignmentLost = isLost;
        _state = JoinState.AwaitingRevoke;
        events.Enqueue(new PartitionsRevoked([], isLost));   // filled in when the application takes it
    }

    private void Join()
    {
        _state = JoinState.Joining;
        NextHeartbeat = null;
        var attempt = ++_attempt;
        channel.Send<MetadataReply>(new MetadataRequest(), (reply, _) =>
        {
            if (attempt != _attempt)
                return;
            ReportMissingTopics(reply);
            SendJoin(attempt);
        });
    }

    private void ReportMissingTopics(MetadataReply metadata)
    {
        var existing = metadata.Topics.Select(t => t.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var topic in Subscription)
        {
            if (existing.Contains(topic) || !_reportedMissing.Add(topic))
                continue;
            var at = new PartitionOffset(new TopicPartition(topic, 0), OffsetAndEpoch.Unset);
            events.Enqueue(new ConsumeFailed(
                ErrorCode.UnknownTopicOrPartition, $"Subscribed topic not available: {topic}: Broker: Unknown topic or partition", at));
        }
    }

    private void SendJoin(int attempt)
    {
        JoinProtocol[] protocols = [.. settings.Assignors.Select(a => new JoinProtocol(a.Name, new Subscription(Subscription)))];
        var request = new JoinGroupRequest(
            settings.GroupId, MemberId, settings.ClientName, settings.SessionTimeout, settings.MaxPollInterval, protocols);
        channel.Send<JoinGroupReply>(request, (reply, now) =>
        {
            if (attempt == _attempt)
                OnJoined(reply, now, attempt);
        });
    }

    private void OnJoined(JoinGroupReply reply, DateTimeOffset now, int attempt)
    {
        switch (reply.Error)
        {
            case ErrorCode.None:
                MemberId = reply.MemberId;
                Generation = reply.Generation;
                NextHeartbeat = now + settings.HeartbeatInterval;
                if (reply.Members.Count > 0)
                    AssignAsLeader(reply, attempt);
                else
                    Sync(new Dictionary<string, IReadOnlyList<TopicPartition>>(), attempt);   // only the leader's counts
                break;
            case ErrorCode.MemberIdRequired:
                MemberId = reply.MemberId;
                SendJoin(attempt);
                break;
            case ErrorCode.UnknownMemberId:
                MemberId = "";
                SendJoin(attempt);
                break;
            default:
                events.Enqueue(new ConsumeFailed(
                    reply.Error, $"JoinGroup failed: {reply.Error}", new PartitionOffset(new TopicPartition("", -1), OffsetAndEpoch.Unset)));
                _state = JoinState.Outside;
                break;
        }
    }

    private void AssignAsLeader(JoinGroupReply joined, int attempt)
    {
        var assignor = settings.Assignors.First(a => a.Name == joined.ProtocolName);
        channel.Send<MetadataReply>(new MetadataRequest(), (metadata, _) =>
        {
            if (attempt == _attempt)
                Sync(assignor.Assign(joined.Members, metadata.Topics.ToDictionary(StringComparer.Ordinal)), attempt);
        });
    }

    private void Sync(IReadOnlyDictionary<string, IReadOnlyList<TopicPartition>> assignments, int attempt)
    {
        channel.Send<SyncGroupReply>(new SyncGroupRequest(settings.GroupId, Stamp, assignments), (reply, _) =>
        {
            if (attempt == _attempt)
                OnSynced(reply);
        });
    }

    private void OnSynced(SyncGroupReply reply)
    {
        switch (reply.Error)
        {
            case ErrorCode.None:
                _state = JoinState.AwaitingAssign;
                events.Enqueue(new PartitionsAssigned(reply.Assignment));
                break;
            case ErrorCode.UnknownMemberId:
                MemberId = "";
                Join();
                break;
            default:
                Join();
                break;
        }
    }

    private void OnHeartbeat(ErrorCode error)
    {
        switch (error)
        {
            case ErrorCode.RebalanceInProgress:
                if (_state is JoinState.Steady or JoinState.AwaitingAssign)
                    LeaveCurrentGeneration(AfterRevocation.Rejoin);
                break;
            case ErrorCode.IllegalGeneration or ErrorCode.UnknownMemberId:
                OnFenced(error);
                break;
        }
    }

    private void Leave()
    {
        _attempt++;
        NextHeartbeat = null;
        _state = JoinState.Left;
        if (MemberId.Length == 0)
            return;
        channel.Send<LeaveGroupReply>(new LeaveGroupRequest(settings.GroupId, MemberId), (_, _) => { });
        MemberId = "";
    }
}
