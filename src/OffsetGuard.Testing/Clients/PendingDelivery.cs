using OffsetGuard.Broker.Clients.Producers;
using OffsetGuard.Testing.Configuration;

namespace OffsetGuard.Testing.Clients;

/// <summary>A record on its way and who waits for its report: a task, a delivery handler or nobody.</summary>
internal sealed class PendingDelivery<TKey, TValue>(TopicPartition target, Message<TKey, TValue> message)
{
    public TopicPartition Target { get; } = target;

    public Message<TKey, TValue> Message { get; } = message;

    /// <summary>Those of the message, or new ones for the serializers to fill.</summary>
    public Headers Headers { get; } = message.Headers ?? [];

    public Action<DeliveryReport<TKey, TValue>>? Handler { get; init; }

    public TaskCompletionSource<DeliveryResult<TKey, TValue>>? Task { get; init; }

    public CancellationTokenRegistration Cancellation { get; set; }

    public bool IsReported { get; set; }

    public SerializationContext ContextOf(MessageComponentType component) => new(component, Target.Topic, Headers);

    /// <summary>The record was not taken.</summary>
    public ProduceException<TKey, TValue> Refusal(Error error, Exception? inner = null) => new(error, Unreported(), inner);

    /// <summary>What is known of a record that nobody reports on.</summary>
    public DeliveryResult<TKey, TValue> Unreported() =>
        new() { Message = Message, TopicPartitionOffset = new TopicPartitionOffset(Target, Offset.Unset) };

    public void Finish(DeliveryReport<TKey, TValue> report)
    {
        var result = new DeliveryResult<TKey, TValue>
        {
            TopicPartitionOffset = report.TopicPartitionOffset,
            Status = report.Status,
            Message = report.Message,
        };
        if (report.Error.IsError)
            Task!.TrySetException(new ProduceException<TKey, TValue>(report.Error, result));
        else
            Task!.TrySetResult(result);
    }

    public DeliveryReport<TKey, TValue> ReportOf(OutgoingRecord record, DeliveryReportFields fields)
    {
        var error = record.Error.ToClient();
        return new DeliveryReport<TKey, TValue>
        {
            TopicPartitionOffsetError = error.IsError
                ? new TopicPartitionOffsetError(Target, Offset.Unset, error)
                : new TopicPartitionOffsetError(record.Partition.ToClient(), record.Offset, error),
            Status = fields.Status ? (PersistenceStatus)record.Persistence : PersistenceStatus.PossiblyPersisted,
            Message = new Message<TKey, TValue>
            {
                Key = fields.Key ? Message.Key : default!,
                Value = fields.Value ? Message.Value : default!,
                Headers = fields.Headers ? Headers : null!,
                Timestamp = fields.Timestamp ? TimestampOf(record) : new Timestamp(0, TimestampType.NotAvailable),
            },
        };
    }

    private static Timestamp TimestampOf(OutgoingRecord record) => record.LogAppendTimeMs is { } appendedMs
        ? new Timestamp(appendedMs, TimestampType.LogAppendTime)
        : new Timestamp(record.Record.TimestampMs, TimestampType.CreateTime);
}
