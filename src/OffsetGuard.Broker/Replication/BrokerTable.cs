using OffsetGuard.Broker.History;

namespace OffsetGuard.Broker.Replication;

/// <summary>The brokers, in order of their ids, which begin at 1.</summary>
internal sealed class BrokerTable
{
    public const int FirstId = 1;

    private readonly BrokerNode[] _all;
    private bool _hasFailed;

    /// <param name="count">How many, at least 1.</param>
    /// <param name="fetchWaitMax">replica.fetch.wait.max.ms: so long a follower may not know that the high watermark has moved.</param>
    public BrokerTable(int count, TimeSpan fetchWaitMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _all = [.. Enumerable.Range(FirstId, count).Select(id => new BrokerNode(id))];
        FetchWaitMax = fetchWaitMax;
    }

    public IReadOnlyList<BrokerNode> All => _all;

    public TimeSpan FetchWaitMax { get; }

    /// <summary>One broker that has never failed: nothing has to be looked up, replicated or waited for.</summary>
    public bool IsPlain => _all.Length == 1 && !_hasFailed;

    /// <summary>The time of the event that is being handled.</summary>
    public DateTimeOffset Now { get; set; }

    /// <summary>Who has to know when a partition moves.</summary>
    public IReplicationWatcher Watcher { get; set; } = new NobodyWatches();

    public BrokerNode? Find(int id) => (uint)(id - FirstId) < (uint)_all.Length ? _all[id - FirstId] : null;

    public BrokerNode Get(int id) => Find(id)
        ?? throw new ArgumentOutOfRangeException(nameof(id), id, $"There are brokers {FirstId} to {_all.Length}.");

    /// <summary>From now on brokers can be absent.</summary>
    public void ExpectFailures() => _hasFailed = true;

    /// <summary>The brokers of a new partition, the preferred leader first: partition 0 begins at the first broker, the next at the next.</summary>
    public IReadOnlyList<int> Place(int partition, int replicaCount) =>
        [.. Enumerable.Range(partition, Math.Min(replicaCount, _all.Length)).Select(i => FirstId + (i % _all.Length))];

    private sealed class NobodyWatches : IReplicationWatcher
    {
        public void OnBroker(BrokerNode broker, BrokerChange change, IEnumerable<Topics.Topic> topics)
        {
            // A partition on its own has nobody to tell or to wake.
        }

        public void OnHighWatermark(Topics.Partition partition, long before)
        {
            // As above.
        }

        public void OnLeader(Topics.Partition partition)
        {
            // As above.
        }

        public void OnTruncated(Topics.Partition partition, Truncation truncation)
        {
            // As above.
        }
    }
}
