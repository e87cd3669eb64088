using System.Collections.Immutable;

namespace OffsetGuard.Chaos.Durability;

/// <summary>The entries of a ledger, immutable, the oldest first.</summary>
internal sealed class LedgerEntries<T>
{
    public static readonly LedgerEntries<T> Empty = new(ImmutableList<T>.Empty);

    private LedgerEntries(ImmutableList<T> inOrder) => InOrder = inOrder;

    public ImmutableList<T> InOrder { get; }

    public LedgerEntries<T> With(T entry) => new(InOrder.Add(entry));
}
