using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Producers;

/// <summary>Collects records into batches, sends them, and judges the replies.</summary>
/// <remarks>
/// librdkafka: rdkafka_msgset_writer.c, rdkafka_request.c (rd_kafka_handle_Produce_error). One batch per partition is on its way: more
/// would show only in throughput. A batch that is sent again is the same batch, so that an idempotent producer writes it once.
/// </remarks>
internal sealed class BatchSender(
    ClientChannel channel, RetryingChannel requests, ProducerSettings settings, ProducerSession session, ProducerModel producer)
{
    private readonly Dictionary<TopicPartition, OutgoingPartition> _byId = [];
    private readonly List<OutgoingPartition> _partitions = [];   // in the order of their first record

    private bool IsTransactional => settings.TransactionalId is not null;

    public DateTimeOffset? NextDeadline
    {
        get
        {
            DateTimeOffset? next = null;
            foreach (var partition in _partitions)
            {
                if (partition.InFlight is null && partition.QueuedCount > 0 && !IsHeldBack && (next is null || partition.LingerUntil < next))
                    next = partition.LingerUntil;
                if (ExpiryOf(partition) is { } expiry && (next is null || expiry < next))
                    next = expiry;
            }

            return next;
        }
    }

    /// <summary>Waits for a producer id or for the transaction coordinator: time alone changes nothing.</summary>
    private bool IsHeldBack => session.IsAsking || producer.Transaction.IsRegistering;

    public void Enqueue(OutgoingRecord record, DateTimeOffset now)
    {
        if (!_byId.TryGetValue(record.Partition, out var partition))
        {
            _byId.Add(record.Partition, partition = new OutgoingPartition(record.Partition));
            _partitions.Add(partition);
        }

        partition.Enqueue(record, now + settings.Linger);
        ServeOne(partition, now);
    }

    public void StopLingering()
    {
        foreach (var partition in _partitions)
            partition.StopLingering();
    }

    public void Serve(DateTimeOffset now)
    {
        foreach (var partition in _partitions)
            ServeOne(partition, now);
    }

    /// <summary>What is queued is reported as purged; what is on its way waits for its reply.</summary>
    public void Purge()
    {
        foreach (var partition in _partitions)
        {
            while (partition.TryTakeQueued(out var record))
                producer.Fail(record, ErrorCode.LocalPurgeQueue, Persistence.NotPersisted);
        }
    }

    /// <summary>Gives up what was not delivered within message.timeout.ms.</summary>
    public void Expire(DateTimeOffset now)
    {
        foreach (var partition in _partitions)
        {
            if (partition.InFlight is not null && ExpiryOf(partition) <= now)
                ExpireInFlight(partition, now);
            while (partition.InFlight is null && ExpiryOf(partition) <= now && partition.TryTakeQueued(out var record))
            {
                producer.Fail(record, ErrorCode.LocalMessageTimedOut, Persistence.NotPersisted);
                producer.Transaction.Fail(ErrorCode.LocalMessageTimedOut, needsNewEpoch: false);
            }
        }

        producer.Transaction.OnReport();
    }

    private void ServeOne(OutgoingPartition partition, DateTimeOffset now)
    {
        while (partition.IsReady(now, settings) && MaySend(partition, now))
            Send(partition, now);
    }

    private bool MaySend(OutgoingPartition partition, DateTimeOffset now)
    {
        if (IsTransactional)
            return producer.Transaction.MaySendTo(partition.Id);
        if (!settings.IsIdempotent || session.Identity is not null)
            return true;
        session.Ask((_, at) => producer.Serve(at));
        return false;
    }

    private void Send(OutgoingPartition partition, DateTimeOffset now)
    {
        var batch = partition.TakeBatch(settings);
        var kind = IsTransactional ? BatchKind.Transactional : BatchKind.Plain;
        var records = new NewRecord[batch.Count];
        for (var i = 0; i < records.Length; i++)
            records[i] = batch[i].Record;
        var request = new ProduceRequest(partition.Id, records)
        {
            Acks = settings.Acks,
            WaitMax = settings.ReplicationWaitMax,
            Batch = session.Identity is { } identity ? partition.Number(batch.Count, identity, kind) : BatchHeader.None,
        };
        if (settings.Acks != Acks.None)
        {
            partition.Depart(batch, requests.Send<ProduceReply>(
                request, (reply, attempts) => IsWorthAnotherTry(partition, reply, attempts), (reply, at) => Accept(partition, batch, reply, at)));
            return;
        }

        channel.Send<ProduceReply>(request, static (_, _) => { });
        foreach (var record in batch)
            producer.SucceedUnacknowledged(record);
    }

    private void Accept(OutgoingPartition partition, List<OutgoingRecord> batch, ProduceReply reply, DateTimeOffset now)
    {
        var persistence = partition.HasDoubts ? Persistence.PossiblyPersisted : Persistence.NotPersisted;
        partition.Arrive();
        if (reply.Error == ErrorCode.None)
        {
            for (var i = 0; i < batch.Count; i++)
                producer.Succeed(batch[i], reply, i);
        }
        else
        {
            Refuse(batch, reply.Error, persistence);
        }

        ServeOne(partition, now);
        producer.Transaction.OnReport();
    }

    /// <summary>Only a batch that may have been written already counts as a retry.</summary>
    private bool IsWorthAnotherTry(OutgoingPartition partition, ProduceReply reply, int attempts)
    {
        if (reply.Error is ErrorCode.LocalTimedOut or ErrorCode.LocalTransport or ErrorCode.RequestTimedOut or ErrorCode.NotEnoughReplicasAfterAppend)
            partition.Doubt();
        return TransientErrors.IsMoved(reply.Error) || (TransientErrors.Contains(reply.Error) && attempts <= settings.RetriesMax);
    }

    /// <summary>The broker took none of the batch: all its records fail alike.</summary>
    private void Refuse(List<OutgoingRecord> batch, ErrorCode error, Persistence persistence)
    {
        var isGap = error == ErrorCode.OutOfOrderSequenceNumber;
        var isFenced = error is ErrorCode.InvalidProducerEpoch or ErrorCode.ProducerFenced;
        // In a transaction such a batch is queued to be tried again, and the failed transaction then purges the queue.
        var reported = error switch
        {
            ErrorCode.OutOfOrderSequenceNumber when IsTransactional => ErrorCode.LocalPurgeQueue,
            ErrorCode.LocalTimedOut => ErrorCode.LocalMessageTimedOut,
            _ => error,
        };
        foreach (var record in batch)
            producer.Fail(record, reported, persistence);

        if (IsTransactional && isFenced)
            producer.Transaction.Finish(ErrorCode.LocalFenced);
        else if (IsTransactional)
            producer.Transaction.Fail(error, needsNewEpoch: isGap);
        else if (settings.IsIdempotent && (isGap || isFenced))
            producer.Die(error);
        else if (settings.IsIdempotent)
            session.Ask((_, at) => producer.Serve(at));   // the sequence has a gap now: begin anew
    }

    private void ExpireInFlight(OutgoingPartition partition, DateTimeOffset now)
    {
        var batch = partition.InFlight!;
        var persistence = partition.Request!.IsInFlight || partition.HasDoubts ? Persistence.PossiblyPersisted : Persistence.NotPersisted;
        partition.Request.GiveUp();
        partition.Arrive();
        foreach (var record in batch)
            producer.Fail(record, ErrorCode.LocalMessageTimedOut, persistence);
        if (IsTransactional)
            producer.Transaction.Fail(ErrorCode.LocalMessageTimedOut, needsNewEpoch: true);
        else if (settings.IsIdempotent)
            session.Ask((_, at) => producer.Serve(at));
    }

    private DateTimeOffset? ExpiryOf(OutgoingPartition partition) =>
        settings.MessageTimeout > TimeSpan.Zero && partition.Oldest is { } oldest ? oldest.ProducedAt + settings.MessageTimeout : null;
}
