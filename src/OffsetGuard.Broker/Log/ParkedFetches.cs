using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Time;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Log;

/// <summary>Fetches that wait for records; one per client and partition, a newer one replaces the older.</summary>
/// <remarks>Apache Kafka: DelayedFetch.</remarks>
internal sealed class ParkedFetches(Outbox outbox, TopicTable topics, DeadlineTable<Deadline> deadlines)
{
    private readonly SortedDictionary<TopicPartition, List<Call>> _waiting = [];

    /// <summary>In order of partitions, then in that of their arrival.</summary>
    public IEnumerable<Call> All => _waiting.Values.SelectMany(c => c);

    public void Park(in Call call, FetchRequest request, DateTimeOffset now)
    {
        if (!_waiting.TryGetValue(request.Partition, out var calls))
            _waiting.Add(request.Partition, calls = []);
        if (HasNewer(calls, call))
            return;   // this one was late on its way: its client waits for the newer one
        Forget(call.ClientId, request.Partition);
        calls.Add(call);
        if (request.WaitMax is { } wait)
            deadlines.Set(Deadline.OfFetch(call), now + wait);
    }

    /// <summary>Answers the fetches of a partition that can be answered now.</summary>
    public void WakeAt(Partition partition)
    {
        if (!_waiting.TryGetValue(partition.Id, out var calls))
            return;

        for (var i = 0; i < calls.Count;)
        {
            var call = calls[i];
            if (FetchHandler.TryRead(partition, (FetchRequest)call.Request, out var reply))
                AnswerAt(calls, i, reply);
            else
                i++;
        }
    }

    /// <summary>Records of this partition are not to be had here any more: whoever waits for them learns it.</summary>
    public void RefuseAt(TopicPartition partition, ErrorCode why)
    {
        if (!_waiting.TryGetValue(partition, out var calls))
            return;
        while (calls.Count > 0)
            AnswerAt(calls, 0, FetchReply.Refuse(why));
    }

    /// <summary>The wait of this fetch is over: it is answered with what there is, which is nothing.</summary>
    public void Expire(in Call expired)
    {
        var request = (FetchRequest)expired.Request;
        if (!_waiting.TryGetValue(request.Partition, out var calls) || !topics.TryGet(request.Partition, out var partition))
            return;
        var index = calls.IndexOf(expired);
        if (index >= 0)
            AnswerAt(calls, index, FetchHandler.ReplyWith(partition, default));
    }

    /// <summary>Drops the waiting fetches of a client that has gone.</summary>
    public void Forget(int clientId)
    {
        foreach (var partition in _waiting.Keys)
            Forget(clientId, partition);
    }

    private static bool HasNewer(List<Call> calls, in Call than)
    {
        foreach (var call in calls)
        {
            if (call.ClientId == than.ClientId && call.CorrelationId > than.CorrelationId)
                return true;
        }

        return false;
    }

    private void Forget(int clientId, TopicPartition partition)
    {
        if (!_waiting.TryGetValue(partition, out var calls))
            return;
        for (var i = calls.Count - 1; i >= 0; i--)
        {
            if (calls[i].ClientId != clientId)
                continue;
            deadlines.Cancel(Deadline.OfFetch(calls[i]));
            calls.RemoveAt(i);
        }
    }

    private void AnswerAt(List<Call> calls, int index, FetchReply reply)
    {
        var call = calls[index];
        calls.RemoveAt(index);
        deadlines.Cancel(Deadline.OfFetch(call));
        outbox.Send(call, reply);
    }
}
