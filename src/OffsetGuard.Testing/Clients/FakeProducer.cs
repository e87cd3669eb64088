using OffsetGuard.Broker.Clients;
using OffsetGuard.Broker.Clients.Producers;
using OffsetGuard.Broker.Log;
using OffsetGuard.Testing.Hosting;

namespace OffsetGuard.Testing.Clients;

/// <summary>A producer on the fake cluster. Delivery handlers run in Poll or Flush, or at the next call, never inside Produce.</summary>
internal sealed partial class FakeProducer<TKey, TValue> : IProducer<TKey, TValue>
{
    private readonly IClientHost _host;
    private readonly ProducerModel _model;
    private readonly ISerializer<TKey> _keySerializer;
    private readonly ISerializer<TValue> _valueSerializer;
    private readonly Action<IProducer<TKey, TValue>, Error>? _onError;
    private readonly Queue<Action> _reports = new();
    private bool _isDisposed;

    public FakeProducer(
        IClientHost host, ISerializer<TKey> keySerializer, ISerializer<TValue> valueSerializer, Action<IProducer<TKey, TValue>, Error>? onError)
    {
        _onError = onError;
        _host = host;
        _keySerializer = keySerializer;
        _valueSerializer = valueSerializer;
        _host.Enter();
        _model = host.Connect(id => new ProducerModel(id, host.Cluster.Choice));
        _host.Exit();
        Name = $"rdkafka#producer-{_model.Channel.ClientId}";
    }

    public string Name { get; }

    public Handle Handle { get; } = new();

    public Task<DeliveryResult<TKey, TValue>> ProduceAsync(
        string topic, Message<TKey, TValue> message, CancellationToken cancellationToken = default) =>
        ProduceAsync(new TopicPartition(topic, Partition.Any), message, cancellationToken);

    public Task<DeliveryResult<TKey, TValue>> ProduceAsync(
        TopicPartition topicPartition, Message<TKey, TValue> message, CancellationToken cancellationToken = default)
    {
        var delivered = new TaskCompletionSource<DeliveryResult<TKey, TValue>>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (cancellationToken.CanBeCanceled)
            cancellationToken.Register(() => delivered.TrySetCanceled(cancellationToken));   // the record is sent all the same
        try
        {
            Send(topicPartition, message, report => Complete(delivered, report));
        }
        catch (Exception failure)   // the real method is async: whatever is wrong is found by awaiting it
        {
            delivered.TrySetException(failure);
        }

        return delivered.Task;
    }

    public void Produce(string topic, Message<TKey, TValue> message, Action<DeliveryReport<TKey, TValue>>? deliveryHandler = null) =>
        Produce(new TopicPartition(topic, Partition.Any), message, deliveryHandler);

    public void Produce(
        TopicPartition topicPartition, Message<TKey, TValue> message, Action<DeliveryReport<TKey, TValue>>? deliveryHandler = null)
    {
        RunReports();
        Send(topicPartition, message, report =>
        {
            if (report.Error.IsLocalError)   // found before anything was sent: the real client throws and calls no handler
                throw new ProduceException<TKey, TValue>(report.Error, report);
            if (deliveryHandler is not null)
                _reports.Enqueue(() => deliveryHandler(report));
        });
    }

    public int Poll(TimeSpan timeout) => RunReports();

    public int Flush(TimeSpan timeout)
    {
        var until = timeout < TimeSpan.Zero ? DateTimeOffset.MaxValue : _host.Cluster.Now + timeout;
        WaitForReplies(until, CancellationToken.None);
        RunReports();
        return _model.InFlightCount;
    }

    public void Flush(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        WaitForReplies(DateTimeOffset.MaxValue, cancellationToken);
        RunReports();
        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _reports.Clear();   // delivery handlers of a disposed producer are never called
        _host.Enter();
        _host.Cluster.Disconnect(_model);
        _host.Exit();
    }

    private void WaitForReplies(DateTimeOffset until, CancellationToken cancellation) => Call(() =>
    {
        _host.Cluster.Pump();
        if (_model.InFlightCount > 0)
            _host.Wait(() => _model.InFlightCount == 0, until, cancellation);
    });

    private void Send(TopicPartition target, Message<TKey, TValue> message, Action<DeliveryReport<TKey, TValue>> onDelivered)
    {
        if (target.Topic is null)
            throw Refusals.TopicIsNull(message);
        var timestampMs = message.Timestamp.Type switch
        {
            TimestampType.CreateTime => message.Timestamp.UnixTimestampMs,
            _ when message.Timestamp == Timestamp.Default => _host.Cluster.Now.ToUnixTimeMilliseconds(),
            _ => throw new ArgumentException("Timestamp must be either Timestamp.Default, or of type CreateTime."),
        };
        var record = new NewRecord(
            Serialize(_keySerializer, message.Key, MessageComponentType.Key, target, message),
            Serialize(_valueSerializer, message.Value, MessageComponentType.Value, target, message),
            timestampMs,
            message.Headers is { Count: > 0 } headers ? [.. headers.Select(h => new RecordHeader(h.Key, h.GetValueBytes()))] : null);

        Call(() =>
        {
            var pending = _model.Produce(target.Topic, target.Partition == Partition.Any ? null : target.Partition.Value, record);
            _host.Cluster.Pump();
            if (!pending.IsDone)
                _host.Wait(() => pending.IsDone, DateTimeOffset.MaxValue, CancellationToken.None);
            onDelivered(Report(target, message, record, pending));
        });
    }

    private static DeliveryReport<TKey, TValue> Report(
        TopicPartition target, Message<TKey, TValue> message, in NewRecord record, PendingReply<DeliveredRecord> pending)
    {
        var isWritten = pending.Error == BrokerError.None;
        var (partition, offset) = pending.Value;
        return new DeliveryReport<TKey, TValue>
        {
            TopicPartitionOffsetError = isWritten
                ? new TopicPartitionOffsetError(partition.ToClient(), offset, pending.Error.ToClient())
                : new TopicPartitionOffsetError(target, Offset.Unset, pending.Error.ToClient()),
            Status = isWritten ? PersistenceStatus.Persisted : PersistenceStatus.NotPersisted,
            Message = new Message<TKey, TValue>
            {
                Key = message.Key,
                Value = message.Value,
                Headers = message.Headers ?? [],
                Timestamp = new Timestamp(record.TimestampMs, TimestampType.CreateTime),
            },
        };
    }

    private static byte[]? Serialize<T>(
        ISerializer<T> serializer, T value, MessageComponentType component, TopicPartition target, Message<TKey, TValue> message)
    {
        try
        {
            return serializer.Serialize(value, new SerializationContext(component, target.Topic, message.Headers));
        }
        catch (Exception failure)
        {
            var isKey = component == MessageComponentType.Key;
            throw new ProduceException<TKey, TValue>(
                new Error(
                    isKey ? ErrorCode.Local_KeySerialization : ErrorCode.Local_ValueSerialization,
                    isKey ? "Local: Key serialization error" : "Local: Value serialization error"),
                new DeliveryResult<TKey, TValue> { Message = message, TopicPartitionOffset = new TopicPartitionOffset(target, Offset.Unset) },
                failure);
        }
    }

    private static void Complete(TaskCompletionSource<DeliveryResult<TKey, TValue>> delivered, DeliveryReport<TKey, TValue> report)
    {
        var result = new DeliveryResult<TKey, TValue>
        {
            TopicPartitionOffset = report.TopicPartitionOffset,
            Status = report.Status,
            Message = report.Message,
        };
        if (report.Error.IsError)
            delivered.TrySetException(new ProduceException<TKey, TValue>(report.Error, result));
        else
            delivered.TrySetResult(result);
    }

    private int RunReports()
    {
        var count = 0;
        for (; _reports.TryDequeue(out var report); count++)
            Run(report);
        return count;
    }

    /// <summary>What a delivery handler throws goes to the error handler and no further.</summary>
    private void Run(Action report)
    {
        try
        {
            report();
        }
        catch (Exception failure)
        {
            _onError?.Invoke(this, new Error(ErrorCode.Local_Application, $"Local: Application generated error: {failure.Message}"));
        }
    }

    private void Call(Action action)
    {
        _host.Enter();
        try
        {
            if (_isDisposed)
                throw Refusals.Disposed();
            action();
        }
        finally
        {
            _host.Exit();
        }
    }
}
