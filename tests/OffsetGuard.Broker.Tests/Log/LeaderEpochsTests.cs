using OffsetGuard.Broker.Log;

namespace OffsetGuard.Broker.Tests.Log;

/// <summary>Where leader epochs end, and where a follower's log leaves its leader's.</summary>
public sealed class LeaderEpochsTests
{
    [Theory]
    [InlineData(0, 0, 3)]
    [InlineData(1, 0, 3)]
    [InlineData(2, 2, 5)]
    [InlineData(3, 2, 5)]
    [InlineData(4, 4, 9)]
    [InlineData(5, -1, -1)]
    [InlineData(-1, -1, -1)]
    public void An_epoch_ends_where_the_next_one_that_wrote_begins(int asked, int epoch, long endOffset)
    {
        var epochs = Epochs((2, 3), (4, 5));

        Assert.Equal(new EpochEnd(epoch, endOffset), epochs.EndOf(asked, logEndOffset: 9));
    }

    [Fact]
    public void An_epoch_that_wrote_nothing_is_forgotten()
    {
        var epochs = Epochs((1, 3), (2, 3));

        Assert.Equal(new EpochEnd(0, 3), epochs.EndOf(1, logEndOffset: 3));
        Assert.Equal(0, epochs.LatestBelow(3));
        Assert.Equal(2, epochs.LatestBelow(4));
    }

    [Fact]
    public void A_follower_that_lacks_records_keeps_all_it_has() =>
        Assert.Equal(4, LeaderEpochs.Divergence((Epochs((1, 3)), 6), (Epochs((1, 3)), 4)));

    [Fact]
    public void A_former_leader_drops_what_it_wrote_after_its_followers_had_stopped_following() =>
        Assert.Equal(2, LeaderEpochs.Divergence((Epochs((1, 2)), 3), (Epochs(), 4)));

    [Fact]
    public void Two_leaders_that_went_their_own_ways_have_their_common_past() =>
        Assert.Equal(2, LeaderEpochs.Divergence((Epochs((3, 2)), 9), (Epochs((1, 2), (2, 5)), 7)));

    [Fact]
    public void A_fork_has_the_records_below_its_end_and_goes_its_own_way()
    {
        var log = new PartitionLog();
        for (var i = 0; i < 5; i++)
            log.Append(new NewRecord(null, [(byte)i], 0), leaderEpoch: 0);

        var fork = log.Fork(3);
        fork.Append(new NewRecord(null, [9], 0), leaderEpoch: 2);

        Assert.Equal((5, 4), (log.LogEndOffset, fork.LogEndOffset));
        Assert.Equal(3, log.Read(3, 5)[0].Value[0]);
        Assert.Equal(9, fork.Read(3, 5)[0].Value[0]);
        Assert.Equal(2, fork.Read(2, 3)[0].Value[0]);
    }

    [Fact]
    public void A_fork_recognizes_a_batch_that_is_sent_again()
    {
        var log = new PartitionLog();
        var batch = new BatchHeader(7, 0, 0, BatchKind.Plain);
        for (var i = 0; i < 4; i++)
            log.Append(new NewRecord(null, [(byte)i], 0), batch.Advance(i), leaderEpoch: 0);

        var fork = log.Fork(3);

        Assert.Equal(1, fork.Producers.FindDuplicate(batch.Advance(1), count: 2));
        Assert.Null(fork.Producers.FindDuplicate(batch.Advance(3), count: 1));
    }

    private static LeaderEpochs Epochs(params (int Epoch, long StartOffset)[] starts)
    {
        var epochs = new LeaderEpochs();
        foreach (var (epoch, startOffset) in starts)
            epochs.Begin(epoch, startOffset);
        return epochs;
    }
}
