using System.Collections.Immutable;
using OffsetGuard.Broker.Fingerprints;

namespace OffsetGuard.Chaos.Durability;

/// <summary>The rows of a table, immutable; in the order in which their keys were first written.</summary>
internal sealed class TableRows<TKey, TValue> : IStoreState
    where TKey : notnull
{
    public static readonly TableRows<TKey, TValue> Empty = new(ImmutableDictionary<TKey, Row>.Empty, 0);

    private readonly ImmutableDictionary<TKey, Row> _rows;
    private readonly long _nextNumber;

    private TableRows(ImmutableDictionary<TKey, Row> rows, long nextNumber)
    {
        _rows = rows;
        _nextNumber = nextNumber;
    }

    /// <summary>A row as it was written once; each write makes a new one.</summary>
    public sealed record Row(long Number, TValue Value);

    public Row? Find(TKey key) => _rows.GetValueOrDefault(key);

    public IReadOnlyList<KeyValuePair<TKey, TValue>> InOrder() =>
        [.. _rows.OrderBy(r => r.Value.Number).Select(r => KeyValuePair.Create(r.Key, r.Value.Value))];

    public TableRows<TKey, TValue> With(TKey key, TValue value)
    {
        var row = new Row(Find(key)?.Number ?? _nextNumber, value);
        return new TableRows<TKey, TValue>(_rows.SetItem(key, row), _nextNumber + 1);
    }

    public void AddTo(ref StateHash hash)
    {
        foreach (var (key, value) in InOrder())
        {
            hash.Add(key.ToString());
            hash.Add(value?.ToString());
        }
    }

    public TableRows<TKey, TValue> Without(TKey key) => new(_rows.Remove(key), _nextNumber);
}
