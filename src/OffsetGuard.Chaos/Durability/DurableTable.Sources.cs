using Confluent.Kafka;

namespace OffsetGuard.Chaos.Durability;

/// <content>The same calls with the source as Consume returned it.</content>
public sealed partial class DurableTable<TKey, TValue>
{
    /// <inheritdoc cref="Upsert(TKey, TValue, TopicPartitionOffset?)"/>
    public void Upsert<TRecordKey, TRecordValue>(TKey key, TValue value, ConsumeResult<TRecordKey, TRecordValue> source) =>
        Upsert(key, value, source?.TopicPartitionOffset);

    /// <inheritdoc cref="TryInsert(TKey, TValue, TopicPartitionOffset?)"/>
    public bool TryInsert<TRecordKey, TRecordValue>(TKey key, TValue value, ConsumeResult<TRecordKey, TRecordValue> source) =>
        TryInsert(key, value, source?.TopicPartitionOffset);

    /// <inheritdoc cref="Delete(TKey, TopicPartitionOffset?)"/>
    public bool Delete<TRecordKey, TRecordValue>(TKey key, ConsumeResult<TRecordKey, TRecordValue> source) =>
        Delete(key, source?.TopicPartitionOffset);

    /// <inheritdoc cref="UpsertAsync(TKey, TValue, TopicPartitionOffset?, CancellationToken)"/>
    public Task UpsertAsync<TRecordKey, TRecordValue>(
        TKey key, TValue value, ConsumeResult<TRecordKey, TRecordValue> source, CancellationToken cancellationToken = default) =>
        UpsertAsync(key, value, source?.TopicPartitionOffset, cancellationToken);

    /// <inheritdoc cref="TryInsertAsync(TKey, TValue, TopicPartitionOffset?, CancellationToken)"/>
    public Task<bool> TryInsertAsync<TRecordKey, TRecordValue>(
        TKey key, TValue value, ConsumeResult<TRecordKey, TRecordValue> source, CancellationToken cancellationToken = default) =>
        TryInsertAsync(key, value, source?.TopicPartitionOffset, cancellationToken);

    /// <inheritdoc cref="DeleteAsync(TKey, TopicPartitionOffset?, CancellationToken)"/>
    public Task<bool> DeleteAsync<TRecordKey, TRecordValue>(
        TKey key, ConsumeResult<TRecordKey, TRecordValue> source, CancellationToken cancellationToken = default) =>
        DeleteAsync(key, source?.TopicPartitionOffset, cancellationToken);
}
