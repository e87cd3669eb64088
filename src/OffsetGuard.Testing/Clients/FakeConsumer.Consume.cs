using System.Runtime.ExceptionServices;
using OffsetGuard.Broker.Clients.Consumers;
using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Log;

namespace OffsetGuard.Testing.Clients;

internal sealed partial class FakeConsumer<TKey, TValue>
{
    public ConsumeResult<TKey, TValue> Consume(int millisecondsTimeout) =>
        ConsumeFor(millisecondsTimeout, TimeSpan.MaxValue, CancellationToken.None)!;   // null on time-out, as the real client

    public ConsumeResult<TKey, TValue> Consume(TimeSpan timeout) => Consume(checked((int)timeout.TotalMilliseconds));

    public ConsumeResult<TKey, TValue> Consume(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
            LetTimePass();   // a loop that swallows the cancellation would stop the clock
        cancellationToken.ThrowIfCancellationRequested();
        var result = ConsumeFor(Timeout.Infinite, _managed.CancellationSlice, cancellationToken);
        if (result is null && !cancellationToken.IsCancellationRequested)
            throw Refusals.Disposed();   // another thread closed it meanwhile
        return result ?? throw new OperationCanceledException(cancellationToken);
    }

    private void LetTimePass()
    {
        _host.Enter();
        try
        {
            _host.Wait(static () => false, _host.Cluster.Now, CancellationToken.None);
        }
        finally
        {
            _host.Exit();
        }
    }

    private DateTimeOffset Deadline(int milliseconds) =>
        milliseconds < 0 ? DateTimeOffset.MaxValue : _host.Cluster.Now + TimeSpan.FromMilliseconds(milliseconds);

    /// <summary>What the application's deserializers do is done outside of the call: they may be slow, or ask a registry.</summary>
    private ConsumeResult<TKey, TValue>? ConsumeFor(int milliseconds, TimeSpan slice, CancellationToken cancellation)
    {
        Delivery delivery;
        ConsumeResult<TKey, TValue>? result;
        _host.Enter();
        try
        {
            if (_isDisposed)
                throw Refusals.Disposed();
            result = PollInTime(Deadline(milliseconds), slice, cancellation, out delivery);
        }
        catch (KafkaException failure)
        {
            Note(new CallFailed(nameof(Consume), (BrokerError)failure.Error.Code));
            throw;
        }
        finally
        {
            _host.Exit();
        }

        if (result?.Message is { } message)
        {
            message.Key = Deserialize(_callbacks.KeyDeserializer, MessageComponentType.Key, delivery, result);
            message.Value = Deserialize(_callbacks.ValueDeserializer, MessageComponentType.Value, delivery, result);
        }

        return result;
    }

    /// <summary>As long as the application is inside Consume, max.poll.interval.ms does not run.</summary>
    private ConsumeResult<TKey, TValue>? PollInTime(
        DateTimeOffset deadline, TimeSpan slice, CancellationToken cancellation, out Delivery delivery)
    {
        _model.BeginPoll();
        try
        {
            return Poll(deadline, slice, cancellation, out delivery);
        }
        finally
        {
            _model.EndPoll(_host.Cluster.Now);
        }
    }

    /// <summary>Tells the application what there is to tell, then hands over the first record.</summary>
    /// <remarks>
    /// What a handler throws surfaces when the native call would end: at a record, an error, the time-out or the end of the slice. The
    /// record of that call is dropped although its offset is stored.
    /// </remarks>
    private ConsumeResult<TKey, TValue>? Poll(
        DateTimeOffset deadline, TimeSpan slice, CancellationToken cancellation, out Delivery delivery)
    {
        delivery = default;
        ExceptionDispatchInfo? failure = null;
        while (!_isDisposed)   // by another thread, while this one waited or ran a handler
        {
            _host.Cluster.Pump();
            if (_model.TryTakeEvent(out var told))
            {
                if (told is PartitionEnd or ConsumeFailed)
                {
                    failure?.Throw();
                    return Surface(told);
                }

                failure = RunHandler(told) ?? failure;   // two handlers throw in one call: the last one wins
                if (failure is not null && slice != TimeSpan.MaxValue)
                    deadline = _host.Cluster.Now + slice;
            }
            else if (_model.TryTakeRecord(out delivery))
            {
                if (failure is null)
                    return Hand(delivery);
                Note(new RecordDropped(delivery.Partition.Id, delivery.Record.Offset));
                failure.Throw();
            }
            else if (!_host.Wait(_hasWork, deadline, cancellation))
            {
                break;
            }
        }

        failure?.Throw();
        return null;
    }

    private ConsumeResult<TKey, TValue> Surface(ConsumerEvent told) => told switch
    {
        PartitionEnd end => EndOf(end.At),
        ConsumeFailed failed => throw new ConsumeException(
            RawRecord(failed.At, failed.Reason),
            failed.Error == BrokerError.LocalFatal ? _model.FatalError.ToFatal() : new Error((ErrorCode)failed.Error, failed.Reason)),
        _ => throw new Broker.InvariantException($"{told.GetType().Name} is for a handler, not for the caller of Consume."),
    };

    private ConsumeResult<TKey, TValue> EndOf(BrokerOffset end)
    {
        Note(new EndReached(end.Partition, end.Position.NextOffset));
        return new ConsumeResult<TKey, TValue> { TopicPartitionOffset = end.ToClient(), IsPartitionEOF = true };
    }

    private ConsumeResult<TKey, TValue> Hand(Delivery delivery)
    {
        var (partition, record) = delivery;
        _host.OnDelivery(_model.Channel.ClientId, _settings.GroupId, partition.Id, record.Offset);
        var topic = _managed.HasTopic ? partition.Id.Topic : null;
        return new ConsumeResult<TKey, TValue>
        {
            TopicPartitionOffset = new TopicPartitionOffset(topic, partition.Id.Partition, record.Offset, record.LeaderEpoch),
            Message = new Message<TKey, TValue>
            {
                Timestamp = _managed.HasTimestamp ? TimestampOf(record) : new Timestamp(0, TimestampType.NotAvailable),
                Headers = _managed.HasHeaders ? HeadersOf(record) : null,
            },
        };
    }

    private static Headers HeadersOf(RecordView record)
    {
        var headers = new Headers();
        foreach (var header in record.Headers)
            headers.Add(header.Key, header.Value);
        return headers;
    }

    private static T Deserialize<T>(
        IDeserializer<T> deserializer, MessageComponentType component, in Delivery delivery, ConsumeResult<TKey, TValue> result)
    {
        var record = delivery.Record;
        var isKey = component == MessageComponentType.Key;
        try
        {
            return deserializer.Deserialize(
                isKey ? record.Key : record.Value,
                isKey ? record.IsKeyNull : record.IsValueNull,
                new SerializationContext(component, delivery.Partition.Id.Topic, result.Message.Headers));
        }
        catch (Exception failure)
        {
            var code = isKey ? ErrorCode.Local_KeyDeserialization : ErrorCode.Local_ValueDeserialization;
            var reason = isKey ? "Local: Key deserialization error" : "Local: Value deserialization error";
            throw new ConsumeException(RawRecord(delivery.Partition.Id, record, result), new Error(code, reason), failure);
        }
    }

    private static ConsumeResult<byte[], byte[]> RawRecord(
        BrokerPartition partition, RecordView record, ConsumeResult<TKey, TValue> result) => new()
    {
        TopicPartitionOffset = new TopicPartitionOffset(partition.ToClient(), result.Offset, result.LeaderEpoch),
        Message = new Message<byte[], byte[]>
        {
            Key = record.IsKeyNull ? null! : record.Key.ToArray(),
            Value = record.IsValueNull ? null! : record.Value.ToArray(),
            Timestamp = TimestampOf(record),
            Headers = result.Message.Headers,
        },
    };

    /// <summary>The real client puts the text of an error where a record's value would be.</summary>
    private static ConsumeResult<byte[], byte[]> RawRecord(BrokerOffset at, string text) => new()
    {
        TopicPartitionOffset = at.ToClient(),
        Message = new Message<byte[], byte[]> { Value = System.Text.Encoding.UTF8.GetBytes(text), Headers = [] },
    };

    private static Timestamp TimestampOf(in RecordView record) =>
        new(record.TimestampMs, record.IsLogAppendTime ? TimestampType.LogAppendTime : TimestampType.CreateTime);
}
