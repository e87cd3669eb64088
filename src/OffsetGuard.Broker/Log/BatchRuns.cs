namespace OffsetGuard.Broker.Log;

/// <summary>Leader epoch and batch header of each record of a segment, run-length encoded: most segments have one run.</summary>
internal sealed class BatchRuns
{
    private Run[] _runs = new Run[1];
    private int _count;

    /// <summary>Whether every record stands outside of transactions, so that a reader need not look at them one by one.</summary>
    public bool IsPlain { get; private set; } = true;

    public void Append(int index, int leaderEpoch, in BatchHeader header)
    {
        if (_count > 0)
        {
            ref readonly var last = ref _runs[_count - 1];
            if (last.LeaderEpoch == leaderEpoch && last.Header.Advance(index - last.FirstIndex) == header)
                return;
        }

        if (_count == _runs.Length)
            Array.Resize(ref _runs, _count * 2);
        _runs[_count++] = new Run(index, leaderEpoch, header);
        IsPlain &= header.Kind == BatchKind.Plain;
    }

    public int LeaderEpochAt(int index) => _runs[RunOf(index)].LeaderEpoch;

    public BatchHeader HeaderAt(int index)
    {
        ref readonly var run = ref _runs[RunOf(index)];
        return run.Header.Advance(index - run.FirstIndex);
    }

    /// <summary>Tells the producers' table what stands in the first <paramref name="count"/> records; batches that follow each other are told as one.</summary>
    public void Replay(int count, LogSegment segment, ProducerTable producers)
    {
        for (var i = 0; i < _count && _runs[i].FirstIndex < count; i++)
        {
            var first = _runs[i].FirstIndex;
            var end = i + 1 < _count ? Math.Min(count, _runs[i + 1].FirstIndex) : count;
            producers.Replay(_runs[i].Header, segment.OffsetAt(first), end - first);
        }
    }

    private int RunOf(int index)
    {
        var low = 0;
        var high = _count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_runs[middle].FirstIndex <= index)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    private readonly record struct Run(int FirstIndex, int LeaderEpoch, BatchHeader Header);
}
