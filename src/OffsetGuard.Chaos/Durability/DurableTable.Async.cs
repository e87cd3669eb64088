using Confluent.Kafka;

namespace OffsetGuard.Chaos.Durability;

/// <content>The same calls as an asynchronous driver has them: the answer comes later, and others may go first.</content>
public sealed partial class DurableTable<TKey, TValue>
{
    /// <inheritdoc cref="GetOrDefault"/>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Cancels the call as long as it has not begun.</param>
    public Task<TValue?> GetOrDefaultAsync(TKey key, CancellationToken cancellationToken = default) =>
        _access.Answer(() => GetOrDefault(key), cancellationToken);

    /// <inheritdoc cref="Contains"/>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Cancels the call as long as it has not begun.</param>
    public Task<bool> ContainsAsync(TKey key, CancellationToken cancellationToken = default) =>
        _access.Answer(() => Contains(key), cancellationToken);

    /// <inheritdoc cref="Upsert(TKey, TValue, TopicPartitionOffset?)"/>
    /// <param name="key">Its key.</param>
    /// <param name="value">The row.</param>
    /// <param name="source">The record that this is the effect of, or null.</param>
    /// <param name="cancellationToken">Cancels the call as long as it has not begun.</param>
    public Task UpsertAsync(TKey key, TValue value, TopicPartitionOffset? source = null, CancellationToken cancellationToken = default) => _access.Answer(
        () =>
        {
            Upsert(key, value, source);
            return true;
        },
        cancellationToken);

    /// <inheritdoc cref="TryInsert(TKey, TValue, TopicPartitionOffset?)"/>
    /// <param name="key">Its key.</param>
    /// <param name="value">The row.</param>
    /// <param name="source">The record that this is the effect of, or null.</param>
    /// <param name="cancellationToken">Cancels the call as long as it has not begun.</param>
    public Task<bool> TryInsertAsync(TKey key, TValue value, TopicPartitionOffset? source = null, CancellationToken cancellationToken = default) =>
        _access.Answer(() => TryInsert(key, value, source), cancellationToken);

    /// <inheritdoc cref="Delete(TKey, TopicPartitionOffset?)"/>
    /// <param name="key">Its key.</param>
    /// <param name="source">The record that this is the effect of, or null.</param>
    /// <param name="cancellationToken">Cancels the call as long as it has not begun.</param>
    public Task<bool> DeleteAsync(TKey key, TopicPartitionOffset? source = null, CancellationToken cancellationToken = default) =>
        _access.Answer(() => Delete(key, source), cancellationToken);
}
