using OffsetGuard.Broker.Clients.Producers;
using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Log;

namespace OffsetGuard.Testing.Clients;

internal sealed partial class FakeProducer<TKey, TValue>
{
    public Task<DeliveryResult<TKey, TValue>> ProduceAsync(
        string topic, Message<TKey, TValue> message, CancellationToken cancellationToken = default) =>
        ProduceAsync(new TopicPartition(topic, Partition.Any), message, cancellationToken);

    public Task<DeliveryResult<TKey, TValue>> ProduceAsync(
        TopicPartition topicPartition, Message<TKey, TValue> message, CancellationToken cancellationToken = default)
    {
        try
        {
            var delivery = new PendingDelivery<TKey, TValue>(topicPartition, message)
            {
                Task = new TaskCompletionSource<DeliveryResult<TKey, TValue>>(TaskCreationOptions.RunContinuationsAsynchronously),
            };
            if (_callbacks.AsyncKeySerializer is not null || _callbacks.AsyncValueSerializer is not null)
                return SerializeAndSendAsync(delivery, cancellationToken);

            var key = Serialize(_callbacks.KeySerializer, message.Key, MessageComponentType.Key, delivery);
            var value = Serialize(_callbacks.ValueSerializer, message.Value, MessageComponentType.Value, delivery);
            Call(() => SendAndWait(delivery, RecordOf(delivery, key, value), cancellationToken));
            return delivery.Task.Task;
        }
        catch (Exception failure)   // the real method is async: whatever is wrong is found by awaiting it
        {
            return Task.FromException<DeliveryResult<TKey, TValue>>(failure);
        }
    }

    public void Produce(string topic, Message<TKey, TValue> message, Action<DeliveryReport<TKey, TValue>>? deliveryHandler = null) =>
        Produce(new TopicPartition(topic, Partition.Any), message, deliveryHandler);

    public void Produce(
        TopicPartition topicPartition, Message<TKey, TValue> message, Action<DeliveryReport<TKey, TValue>>? deliveryHandler = null)
    {
        if (deliveryHandler is not null && !_callbacks.HasReports)
            throw Refusals.HandlerWithoutReports();
        if (_callbacks.PollsInBackground)
            TellHere();
        var delivery = new PendingDelivery<TKey, TValue>(topicPartition, message) { Handler = deliveryHandler };
        var key = Serialize(_callbacks.KeySerializer, message.Key, MessageComponentType.Key, delivery);
        var value = Serialize(_callbacks.ValueSerializer, message.Value, MessageComponentType.Value, delivery);
        Call(() => Send(delivery, RecordOf(delivery, key, value)));
    }

    private async Task<DeliveryResult<TKey, TValue>> SerializeAndSendAsync(
        PendingDelivery<TKey, TValue> delivery, CancellationToken cancellation)
    {
        var message = delivery.Message;
        var key = _callbacks.AsyncKeySerializer is { } keySerializer
            ? await SerializeAsync(keySerializer, message.Key, MessageComponentType.Key, delivery).ConfigureAwait(false)
            : Serialize(_callbacks.KeySerializer, message.Key, MessageComponentType.Key, delivery);
        var value = _callbacks.AsyncValueSerializer is { } valueSerializer
            ? await SerializeAsync(valueSerializer, message.Value, MessageComponentType.Value, delivery).ConfigureAwait(false)
            : Serialize(_callbacks.ValueSerializer, message.Value, MessageComponentType.Value, delivery);

        Call(() => SendAndWait(delivery, RecordOf(delivery, key, value), cancellation));
        return await delivery.Task!.Task.ConfigureAwait(false);
    }

    private void SendAndWait(PendingDelivery<TKey, TValue> delivery, in NewRecord record, CancellationToken cancellation)
    {
        Send(delivery, record);
        if (!_callbacks.HasReports)
        {
            delivery.Task!.TrySetResult(delivery.Unreported());
            return;
        }

        if (cancellation.CanBeCanceled)   // the record is sent all the same
            delivery.Cancellation = cancellation.Register(() => delivery.Task!.TrySetCanceled(cancellation));
        if (!_host.FinishesSends)
            return;
        _model.SendNow(_host.Cluster.Now);
        if (_callbacks.PollsInBackground)
            WaitUntil(() => delivery.IsReported, Timeout.InfiniteTimeSpan, cancellation);
        else
            _host.Cluster.Pump();
    }

    private void Send(PendingDelivery<TKey, TValue> delivery, in NewRecord record)
    {
        if (delivery.Target.Topic is null)
            throw delivery.Refusal(Refusals.TopicIsNull());
        var to = new BrokerPartition(delivery.Target.Topic, delivery.Target.Partition.Value);
        var error = _model.Produce(to, record, _host.Cluster.Now, delivery);
        if (error == BrokerError.LocalUnknownPartition)
        {
            // The topic may have grown since the client looked; the real client notices at its next metadata refresh.
            _model.LearnTopics();
            _host.Cluster.Pump();
            error = _model.Produce(to, record, _host.Cluster.Now, delivery);
        }

        if (error != BrokerError.None)
            throw delivery.Refusal(error.ToClient());
        _host.Cluster.Pump();
    }

    private NewRecord RecordOf(PendingDelivery<TKey, TValue> delivery, byte[]? key, byte[]? value)
    {
        var timestamp = delivery.Message.Timestamp;
        var timestampMs = timestamp.Type switch
        {
            TimestampType.CreateTime => timestamp.UnixTimestampMs,
            _ when timestamp == Timestamp.Default => _host.Now.ToUnixTimeMilliseconds(),
            _ => throw new ArgumentException("Timestamp must be either Timestamp.Default, or of type CreateTime."),
        };
        var headers = delivery.Headers;
        return new NewRecord(
            key, value, timestampMs, headers.Count > 0 ? [.. headers.Select(h => new RecordHeader(h.Key, h.GetValueBytes()))] : null);
    }

    private static byte[]? Serialize<T>(
        ISerializer<T>? serializer, T value, MessageComponentType component, PendingDelivery<TKey, TValue> delivery)
    {
        try
        {
            return serializer is not null
                ? serializer.Serialize(value, delivery.ContextOf(component))
                : throw new InvalidOperationException("Produce called with an IAsyncSerializer. Use ProduceAsync instead.");
        }
        catch (Exception failure)
        {
            throw delivery.Refusal(Refusals.Serialization(component), failure);
        }
    }

    private static async Task<byte[]?> SerializeAsync<T>(
        IAsyncSerializer<T> serializer, T value, MessageComponentType component, PendingDelivery<TKey, TValue> delivery)
    {
        try
        {
            return await serializer.SerializeAsync(value, delivery.ContextOf(component)).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            throw delivery.Refusal(Refusals.Serialization(component), failure);
        }
    }

    /// <summary>The model reports a record: a task is finished at once, unless the application polls by itself; a handler waits for its turn.</summary>
    private void OnReport(OutgoingRecord record)
    {
        var delivery = (PendingDelivery<TKey, TValue>)record.Context!;
        delivery.IsReported = true;
        delivery.Cancellation.Unregister();   // does not wait for a cancellation that is under way, as Dispose would
        NoteFatalError();
        if (record.Error != BrokerError.None)
            _host.Cluster.History.Add(_model.Channel.ClientId, new CallFailed(nameof(Produce), record.Error));
        if (delivery is { Task: null, Handler: null } || _isDisposed)
            return;

        var report = delivery.ReportOf(record, _callbacks.ReportFields);
        if (delivery.Handler is { } handler)
            _reports.Add(() => Run(handler, report));
        else if (_callbacks.PollsInBackground)
            delivery.Finish(report);
        else
            _reports.Add(() => delivery.Finish(report));
    }
}
