using OffsetGuard.Broker.Clients;
using OffsetGuard.Broker.Clients.Consumers;
using OffsetGuard.Broker.Clients.Producers;
using OffsetGuard.Broker.Configuration;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Replication;
using OffsetGuard.Broker.Simulation;
using OffsetGuard.Broker.Time;

namespace OffsetGuard.Broker.Fingerprints;

/// <summary>
/// A number for the state that a cluster is in: what the brokers will do from now on, to clients that do the same, is the same wherever the
/// number is the same. How the cluster got there is not part of it.
/// </summary>
/// <remarks>
/// In it: the topics with their settings; the records of each partition from the log start on, its marks, replicas and open transactions;
/// the brokers; the groups with their members, assignments and committed offsets, also those that wait for the end of a transaction; the
/// transactional ids; whatever waits or is on its way; all deadlines, as the time that is left, in the order in which they are due; of each
/// client that is connected, who it is to the brokers, what it waits for and when it will act next.
/// <para>
/// Only as far as one can be told from another: member ids, producer ids, topic ids, client ids and correlation ids, which are replaced by
/// the order in which they appear; generations, member epochs and leader epochs, which are replaced by their place among those that the group
/// or the partition knows; producer epochs of transactional ids, which are replaced by their distance from the present one. Their numbers are
/// never the reason of anything, only whether they are the same, or which is newer (until such a counter is at its end).
/// </para>
/// <para>
/// Left out, because a broker never looks at it again: the logs of <c>__consumer_offsets</c> and <c>__transaction_state</c>, whose replay the
/// groups and transactions are, as long as every replica has all of them (otherwise they are in, and names count as they are); sequence
/// numbers of producers that are gone, for nobody else can go on with them; replies to clients that are gone; the history.
/// </para>
/// <para>
/// Left out, and up to the caller: the memory of applications and of their clients, which is a function of the replies they had; the choices
/// of <see cref="SimulatedCluster.Choice"/>; the state of <see cref="SimulatedCluster.Wire"/>, with the messages that its gates hold; what
/// time it is, and the timestamps of records. So a program that decides by the clock or by timestamps (ListOffsets for a time) can tell
/// states apart that are one here. Retention and compaction go by timestamps too: as soon as a round of them is due within
/// <see cref="Horizon"/>, the clock and all timestamps are part of the state, and a future that is further away is not looked into.
/// Transactions are aborted in rounds that stand on the clock: the time until the next round is in as soon as there is a transactional id.
/// </para>
/// </remarks>
internal sealed partial class StateFingerprint(SimulatedCluster cluster)
{
    /// <summary>So far into the future equal states are equal, where retention, compaction and the age of segments are concerned.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromHours(1);

    private readonly KafkaCluster _kafka = cluster.Kafka;
    private readonly List<IClientModel> _clients = [];   // those that count as connected, in the order of connecting
    private readonly CanonicalNames<string> _members = new();
    private readonly CanonicalNames<long> _producers = new();
    private readonly CanonicalNames<long> _topicIds = new();
    private readonly List<(Deadline Deadline, DateTimeOffset At, long Turn)> _deadlines = [];
    private readonly KnownCounters _counters = new();
    private StateHash _hash;
    private bool _areNamesRaw;
    private bool _isAgeing;

    /// <param name="gone">Connected clients that are to count as gone.</param>
    public ulong Compute(IReadOnlyCollection<IClientModel> gone)
    {
        _hash = default;
        _clients.Clear();
        foreach (var client in cluster.Clients)
        {
            if (!gone.Contains(client))
                _clients.Add(client);
        }

        _members.Clear();
        _producers.Clear();
        _topicIds.Clear();
        _counters.Forget();
        SortDeadlines();
        _areNamesRaw = !AreInternalLogsSettled();
        _isAgeing = IsAgeing();
        AddGroups();
        AddTransactions();
        AddClients();
        AddMessages();
        AddBrokers();
        AddTopics();
        AddDeadlines();
        if (_isAgeing)
            _hash.Add(cluster.Now.UtcTicks);
        return _hash.Value;
    }

    private void SortDeadlines()
    {
        _deadlines.Clear();
        _deadlines.AddRange(_kafka.Deadlines);
        _deadlines.Sort(static (x, y) => x.At != y.At ? x.At.CompareTo(y.At) : x.Turn.CompareTo(y.Turn));
    }

    /// <summary>Something will soon depend on how old records or commits are.</summary>
    private bool IsAgeing()
    {
        foreach (var (deadline, at, _) in _deadlines)
        {
            if (IsHousekeeping(deadline.Kind) && at - cluster.Now <= Horizon)
                return true;
        }

        foreach (var topic in _kafka.Topics.All)
        {
            if (topic.Config.SegmentMs <= Horizon.TotalMilliseconds)
                return true;
        }

        return false;
    }

    private static bool IsHousekeeping(DeadlineKind kind) =>
        kind is DeadlineKind.OffsetRetention or DeadlineKind.LogRetention or DeadlineKind.LogCleaning;

    private void AddDeadlines()
    {
        foreach (var (deadline, at, _) in _deadlines)
        {
            var isOfCall = deadline.Kind is DeadlineKind.FetchWait or DeadlineKind.ReplicationWait;
            if ((IsHousekeeping(deadline.Kind) && !_isAgeing) || (isOfCall && IndexOf(deadline.Call.ClientId) < 0))
                continue;
            _hash.Add((int)deadline.Kind);
            _hash.Add(deadline.Group);
            AddMember(deadline.Member);
            AddTimeLeft(at);
            if (isOfCall)
                Add(deadline.Call);
            else
                _hash.Add(deadline.Call.Broker);
        }

        EndList();
    }

    private void AddBrokers()
    {
        _hash.AddFlag(_kafka.Brokers.IsPlain);
        Add(_kafka.Config.Overrides);
        foreach (var broker in _kafka.Brokers.All)
        {
            _hash.Add((int)broker.State);
            _hash.AddFlag(broker.IsFenced);
            _hash.AddFlag(broker.IsStarting);
            _hash.AddFlag(broker.WasKilled);
            _hash.Add(broker.IsRunning ? default : SilenceOf(broker));
        }
    }

    /// <summary>How long a broker has been silent; after its session and the patience with its replicas it does not matter any more.</summary>
    private TimeSpan SilenceOf(BrokerNode broker)
    {
        var session = _kafka.Config.Milliseconds(BrokerConfigKeys.BrokerSessionTimeoutMs);
        var lagMax = _kafka.Config.Milliseconds(BrokerConfigKeys.ReplicaLagTimeMaxMs);
        return Shorter(cluster.Now - broker.SilentSince, session > lagMax ? session : lagMax);
    }

    private static TimeSpan Shorter(TimeSpan x, TimeSpan y) => x < y ? x : y;

    /// <summary>What the brokers know of those that are connected. A client that is gone lives on in its members, deadlines and transactions.</summary>
    private void AddClients()
    {
        _hash.Add(_clients.Count);
        foreach (var client in _clients)
        {
            _hash.AddFlag(cluster.IsFrozen(client));
            _hash.Add(client.GroupId);
            AddTimeLeft(client.NextDeadline);
            AddTimeLeft(client.Channel.NextDeadline);
            if (client is ConsumerModel consumer)
                Add(consumer.Stamp, consumer.GroupId);
            else if (client is ProducerModel producer)
                Add(producer.Transaction.Identity);
        }
    }

    /// <summary>The time that is left; none when it is over.</summary>
    private void AddTimeLeft(DateTimeOffset? at)
    {
        if (at is not { } instant)
            _hash.Add(-1);
        else if (instant == DateTimeOffset.MaxValue)
            _hash.Add(-2);   // asleep
        else
            _hash.Add(instant > cluster.Now ? (instant - cluster.Now).Ticks : 0);
    }

    private void AddMember(string? memberId)
    {
        if (string.IsNullOrEmpty(memberId))
            _hash.Add(-1);
        else if (_areNamesRaw)
            _hash.Add(memberId);
        else
            _hash.Add(_members[memberId]);
    }

    private void AddProducer(long producerId) => _hash.Add(producerId < 0 ? -1 : _areNamesRaw ? producerId : _producers[producerId]);

    /// <summary>Keeps two lists apart that follow each other, where their lengths are not known beforehand.</summary>
    private void EndList() => _hash.Add(long.MinValue);

    private void Add(TopicPartition partition)
    {
        _hash.Add(partition.Topic);
        _hash.Add(partition.Partition);
    }

    private void Add(IReadOnlyCollection<TopicPartition> partitions)
    {
        _hash.Add(partitions.Count);
        foreach (var partition in partitions)
            Add(partition);
    }

    private void Add(IReadOnlyCollection<string> texts)
    {
        _hash.Add(texts.Count);
        if (texts.Count == 0)
            return;
        foreach (var text in texts)
            _hash.Add(text);
    }

    private void Add(IReadOnlyDictionary<string, string> settings)
    {
        _hash.Add(settings.Count);
        if (settings.Count == 0)
            return;
        foreach (var (name, value) in settings)
        {
            _hash.Add(name);
            _hash.Add(value);
        }
    }

    private void Add(IReadOnlyCollection<int> numbers)
    {
        _hash.Add(numbers.Count);
        foreach (var number in numbers)
            _hash.Add(number);
    }

    /// <summary>An offset, with its leader epoch.</summary>
    private void Add(TopicPartition partition, OffsetAndEpoch position)
    {
        _hash.Add(position.NextOffset);
        AddLeaderEpoch(position.LeaderEpoch, partition);
    }

    private void AddLeaderEpoch(int leaderEpoch, TopicPartition id)
    {
        if (_kafka.Brokers.IsPlain || _areNamesRaw || leaderEpoch < 0 || !_kafka.Topics.TryGet(id, out var partition))
        {
            _hash.Add(leaderEpoch);
            return;
        }

        if (_counters.Begin(partition))
        {
            _counters.Add(partition.RegisteredEpoch);
            _counters.Add(partition.LeaderEpoch);
            foreach (var (epoch, _) in partition.Log.Epochs.Starts)
                _counters.Add(epoch);
        }

        _hash.Add(_counters.RankOf(leaderEpoch));
    }

    /// <summary>The client is known by its place among those that are connected, the request by its place among those it waits for.</summary>
    private void Add(in Call call)
    {
        var index = IndexOf(call.ClientId);
        _hash.Add(index);
        _hash.Add(index < 0 ? -1 : _clients[index].Channel.RankOf(call));
        _hash.Add(call.Broker);
    }

    private int IndexOf(int clientId)
    {
        for (var i = 0; i < _clients.Count; i++)
        {
            if (_clients[i].Channel.ClientId == clientId)
                return i;
        }

        return -1;
    }
}
