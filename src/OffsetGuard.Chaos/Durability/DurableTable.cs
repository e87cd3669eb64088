using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;

namespace OffsetGuard.Chaos.Durability;

/// <summary>A table of a database: rows by key. It survives kills; each write may fail, before or after it took effect.</summary>
/// <typeparam name="TKey">The key of a row.</typeparam>
/// <typeparam name="TValue">The rest of the row; immutable.</typeparam>
/// <remarks>
/// A write may name the record that it is the effect of. When it takes effect that record counts as processed, and
/// <see cref="Worlds.ProcessContext.Processed(TopicPartitionOffset)"/> is not needed for it.
/// </remarks>
public sealed partial class DurableTable<TKey, TValue>
    where TKey : notnull
{
    private readonly StoreAccess<TableRows<TKey, TValue>> _access;

    internal DurableTable(StoreAccess<TableRows<TKey, TValue>> access) => _access = access;

    /// <summary>The name of the table.</summary>
    public string Name => _access.Name;

    /// <summary>All rows, in the order in which their keys were first written.</summary>
    public IReadOnlyList<KeyValuePair<TKey, TValue>> Rows => _access.Read(transaction =>
    {
        var seen = transaction.ViewOf(_access.Store);
        transaction.NoteRead(() => ReferenceEquals(_access.Store.State, seen.Base));
        return seen.Current.InOrder();
    });

    /// <summary>The same table within a transaction: it sees what the transaction has written, and others see it after the commit.</summary>
    /// <param name="transaction">A transaction of the same world.</param>
    /// <exception cref="ArgumentException">The transaction belongs to another world.</exception>
    public DurableTable<TKey, TValue> In(DurableTransaction transaction) => new(_access.In(transaction));

    /// <summary>Looks a row up.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">The row, when there is one.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var row = _access.Read(transaction => Find(transaction, key));
        value = row is null ? default : row.Value;
        return row is not null;
    }

    /// <summary>The row of a key; the default of its type when there is none.</summary>
    /// <param name="key">The key.</param>
    public TValue? GetOrDefault(TKey key) => TryGet(key, out var value) ? value : default;

    /// <summary>Whether there is a row of that key.</summary>
    /// <param name="key">The key.</param>
    public bool Contains(TKey key) => TryGet(key, out _);

    /// <summary>Writes a row, whether there was one or not.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">The row.</param>
    /// <param name="source">The record that this is the effect of, or null.</param>
    /// <exception cref="InjectedFailureException">The chaos test lets the write fail; it may have taken effect all the same.</exception>
    /// <exception cref="InvalidOperationException">No consumer of this process was given the record.</exception>
    public void Upsert(TKey key, TValue value, TopicPartitionOffset? source = null) => _access.Write(source, (transaction, effect) =>
    {
        transaction.Add(_access.Store, effect, rows => rows.With(key, value));
        return true;
    });

    /// <summary>Writes a row only when there is none of that key, in one step: what a unique index does for a program that skips what it has done.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">The row.</param>
    /// <param name="source">The record that this is the effect of, or null.</param>
    /// <returns>Whether it was written.</returns>
    /// <exception cref="InjectedFailureException">The chaos test lets the write fail; it may have taken effect all the same.</exception>
    /// <exception cref="InvalidOperationException">No consumer of this process was given the record.</exception>
    public bool TryInsert(TKey key, TValue value, TopicPartitionOffset? source = null) => _access.Write(source, (transaction, effect) =>
    {
        var isNew = Find(transaction, key) is null;
        if (isNew)
            transaction.Add(_access.Store, effect, rows => rows.With(key, value));
        return isNew;
    });

    /// <summary>Removes a row.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="source">The record that this is the effect of, or null.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InjectedFailureException">The chaos test lets the write fail; it may have taken effect all the same.</exception>
    /// <exception cref="InvalidOperationException">No consumer of this process was given the record.</exception>
    public bool Delete(TKey key, TopicPartitionOffset? source = null) => _access.Write(source, (transaction, effect) =>
    {
        var isThere = Find(transaction, key) is not null;
        transaction.Add(_access.Store, effect, rows => rows.Without(key));
        return isThere;
    });

    private TableRows<TKey, TValue>.Row? Find(DurableTransaction transaction, TKey key)
    {
        var seen = transaction.ViewOf(_access.Store);
        transaction.NoteRead(() => ReferenceEquals(_access.Store.State.Find(key), seen.Base.Find(key)));
        return seen.Current.Find(key);
    }
}
