namespace OffsetGuard.Broker.History;

/// <summary>The last entries of a history. Memory grows with what is kept, in pieces, and is used again when old entries go.</summary>
internal sealed class EntryRing(int entriesMax)
{
    private const int FirstEntries = 32;
    private const int ChunkEntries = 512;

    private readonly Queue<HistoryEntry[]> _full = [];
    private HistoryEntry[] _newest = entriesMax == 0 ? [] : new HistoryEntry[FirstEntries];
    private int _newestCount;

    /// <summary>How many entries were ever added.</summary>
    public long AddedCount { get; private set; }

    /// <summary>How many of them are kept.</summary>
    public int KeptCount => Math.Min(entriesMax, (_full.Count * ChunkEntries) + _newestCount);

    /// <summary>The entry that was added last; an empty one when there is none.</summary>
    public ref HistoryEntry Newest => ref _newest[Math.Max(0, _newestCount - 1)];

    /// <summary>The place of a new entry, for the caller to fill.</summary>
    public ref HistoryEntry Add()
    {
        if (_newestCount == _newest.Length)
            MakeRoom();
        AddedCount++;
        return ref _newest[_newestCount++];
    }

    /// <summary>The kept entries, oldest first.</summary>
    public HistoryEntry[] Copy()
    {
        var kept = new HistoryEntry[KeptCount];
        var skipped = (_full.Count * ChunkEntries) + _newestCount - kept.Length;
        var count = 0;
        foreach (var chunk in _full)
        {
            var part = chunk.AsSpan(Math.Min(skipped, ChunkEntries));
            skipped -= ChunkEntries - part.Length;
            part.CopyTo(kept.AsSpan(count));
            count += part.Length;
        }

        _newest.AsSpan(skipped, _newestCount - skipped).CopyTo(kept.AsSpan(count));
        return kept;
    }

    private void MakeRoom()
    {
        if (_newest.Length < ChunkEntries)
        {
            Array.Resize(ref _newest, _newest.Length * 2);
            return;
        }

        _full.Enqueue(_newest);
        _newest = (_full.Count - 1) * ChunkEntries >= entriesMax ? _full.Dequeue() : new HistoryEntry[ChunkEntries];
        _newestCount = 0;
    }
}
