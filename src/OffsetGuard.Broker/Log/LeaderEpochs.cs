namespace OffsetGuard.Broker.Log;

/// <summary>The last leader epoch that is not above the one asked for, and where the next one begins; both -1 when there is none.</summary>
internal readonly record struct EpochEnd(int LeaderEpoch, long EndOffset)
{
    public static readonly EpochEnd Unknown = new(-1, -1);
}

/// <summary>Where each leader epoch of a log begins.</summary>
/// <remarks>Apache Kafka: LeaderEpochFileCache.</remarks>
internal sealed class LeaderEpochs
{
    private readonly List<(int Epoch, long StartOffset)> _starts = [(0, 0)];

    /// <summary>In order.</summary>
    public IReadOnlyList<(int Epoch, long StartOffset)> Starts => _starts;

    /// <summary>The epoch of the last leader that could have written below <paramref name="endOffset"/>; -1 when none did.</summary>
    public int LatestBelow(long endOffset)
    {
        var index = _starts.FindLastIndex(s => s.StartOffset < endOffset);
        return index < 0 ? -1 : _starts[index].Epoch;
    }

    /// <summary>A leader begins to write at the end of the log. An epoch that wrote nothing is forgotten.</summary>
    public void Begin(int epoch, long endOffset)
    {
        _starts.RemoveAll(s => s.StartOffset >= endOffset);
        _starts.Add((epoch, endOffset));
    }

    public LeaderEpochs Below(long endOffset)
    {
        var copy = new LeaderEpochs();
        copy._starts.Clear();
        copy._starts.AddRange(_starts.Where(s => s.StartOffset < endOffset));
        if (copy._starts.Count == 0)
            copy._starts.Add(_starts[0]);
        return copy;
    }

    /// <summary>Where an epoch ends in a log that ends at <paramref name="logEndOffset"/>.</summary>
    /// <remarks>Apache Kafka: LeaderEpochFileCache.endOffsetFor.</remarks>
    public EpochEnd EndOf(int epoch, long logEndOffset)
    {
        if (epoch < 0 || epoch > _starts[^1].Epoch)
            return EpochEnd.Unknown;
        if (epoch == _starts[^1].Epoch)
            return new EpochEnd(epoch, logEndOffset);
        var higher = _starts.FindIndex(s => s.Epoch > epoch);
        return new EpochEnd(higher == 0 ? epoch : _starts[higher - 1].Epoch, _starts[higher].StartOffset);
    }

    /// <summary>The first offset at which a follower's log may differ from its leader's: the follower keeps what is below.</summary>
    /// <remarks>Apache Kafka: KIP-101, KIP-279; AbstractFetcherThread.getOffsetTruncationState.</remarks>
    public static long Divergence((LeaderEpochs Epochs, long EndOffset) leader, (LeaderEpochs Epochs, long EndOffset) follower)
    {
        var keep = follower.EndOffset;
        for (var epoch = follower.Epochs.LatestBelow(keep); epoch >= 0; epoch = follower.Epochs.LatestBelow(keep))
        {
            var ofLeader = leader.Epochs.EndOf(epoch, leader.EndOffset);
            if (ofLeader == EpochEnd.Unknown)
                return 0;
            var ofFollower = follower.Epochs.EndOf(ofLeader.LeaderEpoch, keep);
            keep = Math.Min(keep, ofLeader.LeaderEpoch == epoch ? ofLeader.EndOffset : Math.Min(ofLeader.EndOffset, ofFollower.EndOffset));
            if (ofLeader.LeaderEpoch == epoch || ofLeader.LeaderEpoch == ofFollower.LeaderEpoch)
                break;
        }

        return Math.Max(0, keep);
    }
}
