using OffsetGuard.Broker.Clients.Assignment;
using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <summary>One way from "everybody has to join" to this member's part: metadata, JoinGroup, SyncGroup.</summary>
/// <remarks>
/// librdkafka: rd_kafka_cgrp_join, rd_kafka_cgrp_handle_JoinGroup, rd_kafka_cgrp_handle_SyncGroup. Both requests may be parked by the
/// coordinator, so they have time-outs of their own (rd_kafka_JoinGroupRequest, rd_kafka_SyncGroupRequest).
/// </remarks>
internal sealed class JoinRound(ClientChannel channel, ConsumerSettings settings, MemberIdentity self, SubscribedTopics topics)
{
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(3);

    private int _attempt;

    /// <summary>A request is on its way; otherwise the round waits for a topic to appear or for its next try.</summary>
    public bool IsUnderWay { get; private set; }

    /// <summary>The assignor that the group has chosen; null outside of it.</summary>
    public Assignor? Assignor { get; private set; }

    /// <summary>The generation has begun: the member's heart beats from here on.</summary>
    public required Action<DateTimeOffset> OnJoined { get; init; }

    public required Action<IReadOnlyList<TopicPartition>, DateTimeOffset> OnAssigned { get; init; }

    /// <summary>The group would not have this member, at this time.</summary>
    public required Action<ErrorCode, DateTimeOffset> OnRefused { get; init; }

    /// <summary>Forgets what is on its way.</summary>
    public void Abandon()
    {
        _attempt++;
        IsUnderWay = false;
    }

    public void Leave()
    {
        Abandon();
        Assignor = null;
    }

    /// <param name="owned">What the member keeps meanwhile; only with a cooperative assignor.</param>
    public void Begin(IReadOnlyList<TopicPartition> owned)
    {
        Abandon();
        IsUnderWay = true;
        AskMetadata(metadata =>
        {
            topics.Update(metadata);
            if (topics.Existing.Count > 0)
                Join(owned);
            else
                IsUnderWay = false;   // the next metadata refresh looks again
        });
    }

    private void Join(IReadOnlyList<TopicPartition> owned)
    {
        var attempt = _attempt;
        var names = topics.ExistingNames;
        JoinProtocol[] protocols = [.. settings.Assignors.Select(a => new JoinProtocol(
            a.Name, a.IsCooperative ? new Subscription(names) { Owned = owned, Generation = self.Generation } : new Subscription(names)))];
        var request = new JoinGroupRequest(
            settings.GroupId, self.MemberId, settings.ClientName, settings.SessionTimeout, settings.MaxPollInterval, protocols)
        {
            InstanceId = settings.InstanceId,
        };
        channel.Send<JoinGroupReply>(
            request,
            (reply, now) =>
            {
                if (attempt == _attempt)
                    Accept(reply, owned, now);
            },
            settings.MaxPollInterval + s_grace);
    }

    private void Accept(JoinGroupReply reply, IReadOnlyList<TopicPartition> owned, DateTimeOffset now)
    {
        switch (reply.Error)
        {
            case ErrorCode.None:
                (self.MemberId, self.Generation) = (reply.MemberId, reply.Generation);
                Assignor = settings.Assignors.First(a => a.Name == reply.ProtocolName);
                OnJoined(now);
                if (reply.Members.Count > 0)
                    AssignAsLeader(reply);
                else
                    Sync(new Dictionary<string, IReadOnlyList<TopicPartition>>());   // only the leader's counts
                break;
            case ErrorCode.MemberIdRequired:
                self.MemberId = reply.MemberId;
                Join(owned);
                break;
            default:
                End(reply.Error, now);
                break;
        }
    }

    private void AssignAsLeader(JoinGroupReply joined) => AskMetadata(metadata =>
        Sync(Assignor!.Assign(joined.Members, metadata.Topics.ToDictionary(StringComparer.Ordinal))));

    private void Sync(IReadOnlyDictionary<string, IReadOnlyList<TopicPartition>> assignments)
    {
        var attempt = _attempt;
        channel.Send<SyncGroupReply>(
            new SyncGroupRequest(settings.GroupId, self.Stamp, assignments),
            (reply, now) =>
            {
                if (attempt != _attempt)
                    return;
                if (reply.Error != ErrorCode.None)
                {
                    End(reply.Error, now);
                    return;
                }

                IsUnderWay = false;
                OnAssigned(reply.Assignment, now);
            },
            settings.RequestTimeout < settings.SessionTimeout + s_grace ? settings.RequestTimeout : settings.SessionTimeout + s_grace);
    }

    private void AskMetadata(Action<MetadataReply> onReply)
    {
        var attempt = _attempt;
        channel.Send<MetadataReply>(new MetadataRequest(), (metadata, now) =>
        {
            if (attempt != _attempt)
                return;
            if (metadata.Error == ErrorCode.None)
                onReply(metadata);
            else
                End(metadata.Error, now);
        });
    }

    private void End(ErrorCode error, DateTimeOffset now)
    {
        IsUnderWay = false;
        OnRefused(error, now);
    }
}
