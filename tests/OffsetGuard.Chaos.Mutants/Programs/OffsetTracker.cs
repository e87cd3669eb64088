namespace ChaosMutants.Programs;

/// <summary>Knows of each partition which orders have begun and ended, and thereby how far it may be committed.</summary>
internal sealed class OffsetTracker
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TopicPartition, Progress> _partitions = [];

    public bool HasUnfinished
    {
        get
        {
            lock (_lock)
                return _partitions.Values.Any(p => p.Unfinished.Count > 0);
        }
    }

    public void Begin(Order order)
    {
        lock (_lock)
        {
            if (!_partitions.TryGetValue(order.TopicPartition, out var progress))
                _partitions.Add(order.TopicPartition, progress = new Progress { Committed = order.Offset });
            progress.Unfinished.Add(order.Offset);
            progress.Next = Math.Max(progress.Next, order.Offset + 1);
        }
    }

    public void End(Order order)
    {
        lock (_lock)
        {
            if (!_partitions.TryGetValue(order.TopicPartition, out var progress))
                return;   // it is not ours any more
            progress.Unfinished.Remove(order.Offset);
            progress.HighestEnded = Math.Max(progress.HighestEnded, order.Offset);
        }
    }

    /// <summary>Of each partition that has moved since the last time: below it, nothing is unfinished.</summary>
    public IReadOnlyList<TopicPartitionOffset> TakeProgress() => Take(p => p.Unfinished.Count > 0 ? p.Unfinished.Min : p.Next);

    /// <summary>Of each partition that has moved since the last time: the highest that has ended, whatever is unfinished below it.</summary>
    public IReadOnlyList<TopicPartitionOffset> TakeHighest() => Take(p => p.HighestEnded + 1);

    public void Clear()
    {
        lock (_lock)
            _partitions.Clear();
    }

    private List<TopicPartitionOffset> Take(Func<Progress, long> nextOf)
    {
        lock (_lock)
        {
            List<TopicPartitionOffset> moved = [];
            foreach (var (partition, progress) in _partitions)
            {
                if (nextOf(progress) <= progress.Committed)
                    continue;
                progress.Committed = nextOf(progress);
                moved.Add(new TopicPartitionOffset(partition, progress.Committed));
            }

            return moved;
        }
    }

    private sealed class Progress
    {
        public SortedSet<long> Unfinished { get; } = [];

        public long Next { get; set; }

        public long HighestEnded { get; set; } = -1;

        public long Committed { get; set; }
    }
}
