using OffsetGuard.Broker.Transactions;

namespace OffsetGuard.Chaos.History;

/// <summary>Which offsets of a partition hold a record that a consumer can ever be given, as far as the history tells.</summary>
internal sealed class ReadableLog
{
    private readonly List<Slot> _slots = [];
    private readonly SortedDictionary<long, List<long>> _open = [];   // offsets of open transactions, by producer id

    private enum Slot : byte
    {
        Record,

        /// <summary>Of a transaction that was aborted: readers of committed records skip it.</summary>
        Aborted,

        /// <summary>A marker, or compacted.</summary>
        Nothing,
    }

    /// <summary>The lowest offset that is still there.</summary>
    public long Start { get; private set; }

    /// <summary>The end of the log.</summary>
    public long End => _slots.Count;

    /// <summary>The end of what a reader may see: a transaction that is open hides itself and what comes behind it.</summary>
    public long EndFor(IsolationLevel isolation) =>
        isolation == IsolationLevel.ReadCommitted && _open.Count > 0 ? _open.Values.Min(o => o[0]) : End;

    /// <summary>The lowest offset at or above this one that a reader can be given; the end of what it may see when there is none.</summary>
    public long NextReadable(long offset, IsolationLevel isolation)
    {
        var end = EndFor(isolation);
        offset = Math.Max(offset, Start);
        while (offset < end && !IsReadable(_slots[(int)offset], isolation))
            offset++;
        return Math.Min(offset, end);
    }

    /// <summary>Whether the record at the offset was part of a transaction that was aborted.</summary>
    public bool IsAborted(long offset) => offset < End && _slots[(int)offset] == Slot.Aborted;

    /// <summary>Whether it is not decided yet what becomes of the record at the offset.</summary>
    public bool IsOpen(long offset) => _open.Count > 0 && _open.Values.Any(o => o.BinarySearch(offset) >= 0);

    public void Note(RecordsAppended appended)
    {
        Fill(appended.BaseOffset, Slot.Nothing);
        Fill(appended.BaseOffset + appended.Count, Slot.Record);
        if (appended.TransactionOf is not { } producer)
            return;
        if (!_open.TryGetValue(producer, out var offsets))
            _open.Add(producer, offsets = []);
        for (var i = 0; i < appended.Count; i++)
            offsets.Add(appended.BaseOffset + i);
    }

    public void Note(TransactionMarked marked)
    {
        Fill(marked.Offset + 1, Slot.Nothing);
        if (!_open.Remove(marked.ProducerId, out var offsets) || marked.End == TransactionEnd.Commit)
            return;
        foreach (var offset in offsets)
            _slots[(int)offset] = Slot.Aborted;
    }

    public void Note(RecordsDeleted deleted) => Start = deleted.LogStartOffset;

    public void Note(RecordsCompacted compacted)
    {
        foreach (var offset in compacted.Offsets)
            _slots[(int)offset] = Slot.Nothing;
    }

    public void Note(RecordsTruncated truncated)
    {
        _slots.RemoveRange((int)truncated.EndOffset, _slots.Count - (int)truncated.EndOffset);
        foreach (var (producer, offsets) in _open.ToList())
        {
            offsets.RemoveAll(o => o >= truncated.EndOffset);
            if (offsets.Count == 0)
                _open.Remove(producer);
        }
    }

    private static bool IsReadable(Slot slot, IsolationLevel isolation) =>
        slot == Slot.Record || (slot == Slot.Aborted && isolation == IsolationLevel.ReadUncommitted);

    private void Fill(long end, Slot slot)
    {
        while (_slots.Count < end)
            _slots.Add(slot);
    }
}
