using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Time;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Replication;

/// <summary>Replies that leave once their records are on every in-sync replica.</summary>
/// <remarks>Apache Kafka: DelayedProduce; CoordinatorRuntime (deferred events wait for the high watermark).</remarks>
internal sealed class ReplicationWaits(Outbox outbox, DeadlineTable<Deadline> deadlines)
{
    private readonly List<Wait> _waits = [];

    public IReadOnlyList<Wait> All => _waits;

    /// <summary>Sends the reply at once if the partition is replicated up to its end, or keeps it until it is.</summary>
    /// <param name="call">Who is answered.</param>
    /// <param name="reply">The reply for when all is well.</param>
    /// <param name="partition">The partition, as it ends now.</param>
    /// <param name="onTimeout">What is answered when the time is up: the records stay in the log.</param>
    /// <param name="until">When it is up.</param>
    public void Answer(in Call call, Reply reply, Partition partition, ErrorCode onTimeout, DateTimeOffset until)
    {
        if (partition.HighWatermark >= partition.Log.LogEndOffset)
        {
            outbox.Send(call, reply);
            return;
        }

        _waits.Add(new Wait(call, reply, partition, partition.Log.LogEndOffset, onTimeout));
        deadlines.Set(Deadline.OfReplication(call), until);
    }

    public void OnHighWatermark(Partition partition)
    {
        for (var i = 0; i < _waits.Count;)
        {
            var wait = _waits[i];
            if (wait.Partition == partition && wait.EndOffset <= partition.HighWatermark)
                End(i, wait.Reply);
            else
                i++;
        }
    }

    /// <summary>The leader that took the records leads no more: whether they stay, it does not know.</summary>
    public void OnLeader(Partition partition)
    {
        for (var i = 0; i < _waits.Count;)
        {
            if (_waits[i].Partition == partition)
                End(i, _waits[i].Call.Request.Refuse(_waits[i].Call.Request.Destination.Refusal));
            else
                i++;
        }
    }

    public void Expire(Call call)
    {
        var index = _waits.FindIndex(w => w.Call == call);
        if (index >= 0)
            End(index, call.Request.Refuse(_waits[index].OnTimeout));
    }

    public void Forget(int clientId)
    {
        foreach (var wait in _waits)
        {
            if (wait.Call.ClientId == clientId)
                deadlines.Cancel(Deadline.OfReplication(wait.Call));
        }

        _waits.RemoveAll(w => w.Call.ClientId == clientId);
    }

    private void End(int index, Reply reply)
    {
        var call = _waits[index].Call;
        _waits.RemoveAt(index);
        deadlines.Cancel(Deadline.OfReplication(call));
        outbox.Send(call, reply);
    }

    /// <summary>A reply that waits until its partition is replicated up to an offset.</summary>
    public sealed record Wait(Call Call, Reply Reply, Partition Partition, long EndOffset, ErrorCode OnTimeout);
}
