using System.Collections.Immutable;
using OffsetGuard.Broker.Fingerprints;

namespace OffsetGuard.Chaos.Durability;

/// <summary>The entries of a ledger, immutable, the oldest first.</summary>
internal sealed class LedgerEntries<T> : IStoreState
{
    public static readonly LedgerEntries<T> Empty = new(ImmutableList<T>.Empty);

    private LedgerEntries(ImmutableList<T> inOrder) => InOrder = inOrder;

    public ImmutableList<T> InOrder { get; }

    /// <summary>A mail that is sent three times is as wrong as one that is sent twice; otherwise there would be no end of states.</summary>
    public void AddTo(ref StateHash hash)
    {
        foreach (var same in InOrder.GroupBy(e => e?.ToString(), StringComparer.Ordinal))
        {
            hash.Add(same.Key);
            hash.Add(Math.Min(same.Count(), 2));
        }
    }

    public LedgerEntries<T> With(T entry) => new(InOrder.Add(entry));
}
