using OffsetGuard.Broker.Log;

namespace OffsetGuard.Broker.Replication;

/// <summary>One copy of a partition: how much of which log a broker has.</summary>
/// <remarks>
/// Records are not copied: replicas of one history share its log and differ in their ends. When a replica leads that lacks what others have,
/// it goes on with a fork.
/// </remarks>
internal sealed class Replica(BrokerNode broker, PartitionLog log)
{
    private long _highWatermark = log.LogEndOffset;
    private DateTimeOffset _fetchedAt;

    public BrokerNode Broker { get; } = broker;

    public PartitionLog Log { get; private set; } = log;

    public long EndOffset { get; set; } = log.LogEndOffset;

    /// <summary>What the last fetch reply said: the high watermark it would begin with as leader.</summary>
    public long HighWatermark => Math.Min(_highWatermark, EndOffset);

    /// <summary>When it last got records.</summary>
    public DateTimeOffset FetchedAt => _fetchedAt;

    /// <summary>The epoch in which its broker led when it hung, as long as it has not heard of the next leader.</summary>
    public int? FormerLeaderEpoch { get; set; }

    /// <summary>Fetches all that the leader has. The reply carries the high watermark from before these records.</summary>
    /// <returns>What had to go because the leader does not have it, or null.</returns>
    public Truncation? Fetch(Replica leader, long highWatermark, DateTimeOffset now)
    {
        FormerLeaderEpoch = null;
        Truncation? truncation = null;
        if (Log != leader.Log)
        {
            var kept = LeaderEpochs.Divergence((leader.Log.Epochs, leader.EndOffset), (Log.Epochs, EndOffset));
            if (kept < EndOffset)
                truncation = new Truncation(Broker.Id, kept, EndOffset);
            Log = leader.Log;
        }

        if (EndOffset != leader.EndOffset || truncation is not null)
            _fetchedAt = now;
        (EndOffset, _highWatermark) = (leader.EndOffset, highWatermark);
        return truncation;
    }

    /// <summary>An empty fetch reply comes after the wait, and it too carries the high watermark.</summary>
    public void LearnHighWatermark(long highWatermark, DateTimeOffset now, TimeSpan fetchWaitMax)
    {
        if (now - _fetchedAt >= fetchWaitMax)
            _highWatermark = highWatermark;
    }

    /// <summary>Begins to lead: what others have beyond its end is not part of its log.</summary>
    public void BeginToLead(int leaderEpoch)
    {
        FormerLeaderEpoch = null;
        if (EndOffset < Log.LogEndOffset)
            Log = Log.Fork(EndOffset);
        Log.Epochs.Begin(leaderEpoch, EndOffset);
    }

    /// <summary>Writes as a leader that does not know yet that another one leads: into a log that nobody will follow.</summary>
    /// <returns>The offset of the first record, which another leader may have given to another record.</returns>
    public long WriteAstray(IReadOnlyList<NewRecord> records, in BatchHeader batch, int leaderEpoch)
    {
        Log = Log.Fork(EndOffset);
        var baseOffset = EndOffset;
        for (var i = 0; i < records.Count; i++)
            Log.Append(records[i], batch.Advance(i), leaderEpoch);
        EndOffset = Log.LogEndOffset;
        return baseOffset;
    }

    public override string ToString() => $"{Broker}: {Log.LogStartOffset}..{EndOffset}";
}
