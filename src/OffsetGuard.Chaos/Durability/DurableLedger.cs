using Confluent.Kafka;

namespace OffsetGuard.Chaos.Durability;

/// <summary>
/// What cannot be undone, in the order in which it happened: sent mails, payments, calls of another service. It survives kills; each append
/// may fail, before or after it took effect.
/// </summary>
/// <typeparam name="T">An entry; immutable.</typeparam>
/// <remarks>
/// An append may name the record that it is the effect of. When it takes effect that record counts as processed, and
/// <see cref="Worlds.ProcessContext.Processed(TopicPartitionOffset)"/> is not needed for it.
/// </remarks>
public sealed class DurableLedger<T>
{
    private readonly StoreAccess<LedgerEntries<T>> _access;

    internal DurableLedger(StoreAccess<LedgerEntries<T>> access) => _access = access;

    /// <summary>The name of the ledger.</summary>
    public string Name => _access.Name;

    /// <summary>All entries, the oldest first.</summary>
    public IReadOnlyList<T> Entries => _access.Read(transaction =>
    {
        var seen = transaction.ViewOf(_access.Store);
        transaction.NoteRead(() => ReferenceEquals(_access.Store.State, seen.Base));
        return seen.Current.InOrder;
    });

    /// <summary>The same ledger within a transaction, for a ledger that is a table of the database, such as an outbox.</summary>
    /// <param name="transaction">A transaction of the same world.</param>
    /// <exception cref="ArgumentException">The transaction belongs to another world.</exception>
    public DurableLedger<T> In(DurableTransaction transaction) => new(_access.In(transaction));

    /// <summary>Adds an entry at the end.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="source">The record that this is the effect of, or null.</param>
    /// <exception cref="InjectedFailureException">The chaos test lets the append fail; it may have taken effect all the same.</exception>
    /// <exception cref="InvalidOperationException">No consumer of this process was given the record.</exception>
    public void Append(T entry, TopicPartitionOffset? source = null) => _access.Write(source, (transaction, effect) =>
    {
        transaction.Add(_access.Store, effect, entries => entries.With(entry));
        return true;
    });

    /// <inheritdoc cref="Append(T, TopicPartitionOffset?)"/>
    public void Append<TKey, TValue>(T entry, ConsumeResult<TKey, TValue> source) => Append(entry, source?.TopicPartitionOffset);

    /// <inheritdoc cref="Append(T, TopicPartitionOffset?)"/>
    /// <param name="entry">The entry.</param>
    /// <param name="source">The record that this is the effect of, or null.</param>
    /// <param name="cancellationToken">Cancels the call as long as it has not begun.</param>
    public Task AppendAsync(T entry, TopicPartitionOffset? source = null, CancellationToken cancellationToken = default) => _access.Answer(
        () =>
        {
            Append(entry, source);
            return true;
        },
        cancellationToken);

    /// <inheritdoc cref="AppendAsync(T, TopicPartitionOffset?, CancellationToken)"/>
    public Task AppendAsync<TKey, TValue>(T entry, ConsumeResult<TKey, TValue> source, CancellationToken cancellationToken = default) =>
        AppendAsync(entry, source?.TopicPartitionOffset, cancellationToken);
}
