using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Groups.Consumer;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;
using OffsetGuard.Broker.Transactions;

namespace OffsetGuard.Broker.Fingerprints;

/// <content>Requests that wait inside the brokers, and messages on their way.</content>
internal sealed partial class StateFingerprint
{
    private void AddMessages()
    {
        foreach (var call in _kafka.ParkedFetches)
            AddParkedRequest(call);
        EndList();
        foreach (var call in _kafka.ParkedOffsetFetches)
            AddParkedRequest(call);
        EndList();
        foreach (var wait in _kafka.ReplicationWaits)
        {
            if (IndexOf(wait.Call.ClientId) < 0)
                continue;
            AddReply(new Answer(wait.Call, wait.Reply));
            Add(wait.Partition.Id);
            _hash.Add(wait.EndOffset);
            _hash.Add((int)wait.OnTimeout);
        }

        EndList();
        foreach (var answer in _kafka.Answers)
            AddReply(answer);
        EndList();
        AddMessagesOnTheirWay();
        AddMessagesToWhoStandsStill();
    }

    private void AddMessagesOnTheirWay()
    {
        foreach (var (message, at) in cluster.InTransit)
        {
            if (message.Reply is null)
                AddRequest(message.Call);
            else if (!IsAwaited(message.Call))
                continue;   // the time-out of a request that has been answered
            else
                AddReply(new Answer(message.Call, message.Reply));
            AddTimeLeft(at);
        }

        EndList();
    }

    private void AddMessagesToWhoStandsStill()
    {
        foreach (var broker in _kafka.Brokers.All)
        {
            foreach (var call in broker.Inbox)
                AddRequest(call);
            EndList();
            foreach (var answer in broker.HeldAnswers)
                AddReply(answer);
            EndList();
        }

        foreach (var client in _clients)
        {
            foreach (var (brokerId, answer) in cluster.AwaitingThaw(client.Channel.ClientId))
            {
                _hash.Add(brokerId);
                if (answer is { } arrived)
                    AddReply(arrived);
            }

            EndList();
        }
    }

    /// <summary>A question that waits is forgotten together with its client.</summary>
    private void AddParkedRequest(in Call call)
    {
        if (IndexOf(call.ClientId) >= 0)
            AddRequest(call);
    }

    private bool IsAwaited(in Call call) => IndexOf(call.ClientId) is var index and >= 0 && _clients[index].Channel.Awaits(call);

    /// <summary>A reply that nobody awaits changes nothing.</summary>
    private void AddReply(in Answer answer)
    {
        if (!IsAwaited(answer.Call))
            return;
        Add(answer.Call);
        _hash.Add(answer.Call.Request.GetType().Name);
        _hash.Add((int)answer.Reply.Error);
        if (answer.Reply.Error != ErrorCode.LocalTimedOut)
            AddContent(answer.Call.Request, answer.Reply);
    }

    private void AddRequest(in Call call)
    {
        Add(call);
        _hash.Add(call.Timeout);
        AddLeaderEpochOf(call);
        _hash.Add(call.Request.GetType().Name);
        AddContent(call.Request);
    }

    private void AddContent(Request request)
    {
        switch (request)
        {
            case FetchRequest fetch:
                Add(fetch);
                break;
            case OffsetFetchRequest offsets:
                _hash.Add(offsets.GroupId);
                Add(offsets.Partitions ?? []);
                _hash.AddFlag(offsets.Partitions is null);
                _hash.Add((int)offsets.Isolation);
                break;
            case HeartbeatRequest heartbeat:
                _hash.Add(heartbeat.GroupId);
                Add(heartbeat.Member, heartbeat.GroupId);
                break;
            case OffsetCommitRequest commit:
                _hash.Add(commit.GroupId);
                Add(commit.Member, commit.GroupId);
                Add(commit.Offsets);
                _hash.Add(commit.Metadata);
                break;
            case TxnOffsetCommitRequest commit:
                Add(new ProducerIdentity(commit.ProducerId, commit.ProducerEpoch));
                _hash.Add(commit.GroupId);
                Add(commit.Member, commit.GroupId);
                Add(commit.Offsets);
                break;
            case EndTxnRequest end:
                _hash.Add(end.TransactionalId);
                Add(end.Producer);
                _hash.Add((int)end.End);
                break;
            case MetadataRequest or ApiVersionsRequest:
                break;   // as good as any other one, at the same time
            default:
                AddAsIs(request, reply: null);
                break;
        }
    }

    private void Add(FetchRequest fetch)
    {
        Add(fetch.Partition);
        _hash.Add(fetch.FetchOffset);
        _hash.Add((int)fetch.Isolation);
        _hash.Add(fetch.BytesMax);
        _hash.Add(fetch.WaitMax ?? TimeSpan.MinValue);
    }

    private void AddContent(Request request, Reply reply)
    {
        switch (reply)
        {
            case FetchReply fetched:
                Add(((FetchRequest)request).Partition);
                _hash.Add(((FetchRequest)request).FetchOffset);
                AddRecords(fetched.Records);
                _hash.Add(fetched.LogStartOffset);
                _hash.Add(fetched.HighWatermark);
                _hash.Add(fetched.LastStableOffset);
                break;
            case OffsetCommitReply committed:
                foreach (var error in committed.Errors)
                    _hash.Add((int)error);
                break;
            case ProduceReply produced:
                _hash.Add(produced.BaseOffset);
                break;
            case HeartbeatReply or EndTxnReply or AddPartitionsToTxnReply or AddOffsetsToTxnReply or LeaveGroupReply:
                break;   // the error is all there is
            case JoinGroupReply or SyncGroupReply or ConsumerGroupHeartbeatReply when reply.Error != ErrorCode.None:
                break;
            default:
                AddAsIs(request, reply);
                break;
        }
    }

    private void AddRecords(in RecordSlice records)
    {
        _hash.Add(records.Count);
        if (records.IsEmpty)
            return;
        var content = new LogContent(records[0].Offset);
        content.Add(records);
        _hash.Add(content.Hash);
    }

    private void Add(IReadOnlyList<PartitionOffset> offsets)
    {
        _hash.Add(offsets.Count);
        foreach (var offset in offsets)
        {
            Add(offset.Partition);
            Add(offset.Partition, offset.Position);
        }
    }

    private void AddLeaderEpochOf(in Call call)
    {
        if (call.LeaderEpoch >= 0)
            AddLeaderEpoch(call.LeaderEpoch, new TopicPartition(call.Request.Destination.Id, call.Request.Destination.Partition));
    }

    /// <summary>
    /// A message that is rarely on its way for long: as it is told, with the moment, so that no other state is taken for this one. The states
    /// after its arrival meet again.
    /// </summary>
    private void AddAsIs(Request request, Reply? reply)
    {
        _hash.Add(request.Describe());
        _hash.Add(request.ToString());
        _hash.Add(reply?.ToString());
        _hash.Add(cluster.Now.UtcTicks);
        _hash.Add(cluster.EventCount);
    }
}
