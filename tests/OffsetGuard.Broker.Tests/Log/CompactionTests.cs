using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Log;

public sealed class CompactionTests
{
    private static readonly TimeSpan s_aFewCleanings = TimeSpan.FromSeconds(3);

    [Fact]
    public void Of_each_key_the_last_record_of_closed_segments_stays_at_its_offset()
    {
        var broker = Compacted("a=1", "b=1", "a=2", "b=2", "c=1");
        broker.Append("z", "1", 100_000);

        broker.Advance(s_aFewCleanings);

        Assert.Equal([2, 3, 4, 5], broker.Offsets());
        Assert.Equal((0, 6), (broker.Orders.Log.LogStartOffset, broker.Orders.Log.LogEndOffset));
    }

    [Fact]
    public void The_active_segment_neither_loses_records_nor_supersedes_older_ones()
    {
        var broker = Compacted("a=1");
        broker.Append("a", "2", 100_000);
        broker.Append("a", "3", 100_001);

        broker.Advance(s_aFewCleanings);

        Assert.Equal([0, 1, 2], broker.Offsets());
    }

    [Fact]
    public void A_fetch_in_a_hole_returns_the_next_record()
    {
        var broker = Compacted("a=1", "a=2");
        broker.Append("z", "1", 100_000);
        broker.Advance(s_aFewCleanings);

        var reply = broker.Ask<FetchReply>(new FetchRequest(Orders0, 0, IsolationLevel.ReadCommitted, null));

        Assert.Equal((ErrorCode.None, 1L), (reply.Error, reply.Records[0].Offset));
    }

    [Fact]
    public void A_tombstone_stays_after_its_first_cleaning_and_goes_in_a_later_one()
    {
        var broker = WithOrders([.. s_compact, ("delete.retention.ms", "0")]);
        broker.Append("a", "1", 1000);
        broker.Append("a", null, 1001);
        broker.Append("y", "1", 100_000);
        Assert.Equal([1, 2], broker.Advance(s_aFewCleanings).Offsets());

        broker.Append("z", "1", 200_000);

        Assert.Equal([2, 3], broker.Advance(s_aFewCleanings).Offsets());
    }

    [Fact]
    public void A_tombstone_outlives_cleanings_before_its_delete_retention_is_over()
    {
        var broker = WithOrders([.. s_compact, ("delete.retention.ms", "86400000")]);
        broker.Append("a", null, 1000);
        for (var i = 1; i <= 3; i++)
        {
            broker.Append("z", "1", i * 100_000);
            broker.Advance(s_aFewCleanings);
        }

        Assert.Contains(0, broker.Offsets());
    }

    [Fact]
    public void A_log_with_too_little_dirt_is_left_alone()
    {
        var broker = WithOrders(("cleanup.policy", "compact"), ("segment.ms", "1000"), ("min.cleanable.dirty.ratio", "0.9"));
        for (var i = 1; i <= 2; i++)
        {
            broker.Append("a", "1", (i * 100_000) - 1);
            broker.Append("b", "1", i * 100_000);
            broker.Append("a", "2", (i * 100_000) + 5000);
            broker.Advance(s_aFewCleanings);
        }

        Assert.Equal([0, 1, 2, 3, 4, 5], broker.Offsets());   // the second time 3 of 5 closed records are dirty
    }

    [Fact]
    public void A_look_up_by_time_names_what_is_left()
    {
        var broker = Compacted("a=1", "b=1", "a=2");
        broker.Append("z", "1", 100_000);

        broker.Advance(s_aFewCleanings);

        Assert.Equal((1, 1001), (broker.ListOffsets(0).Offset, broker.ListOffsets(0).TimestampMs));
    }

    [Fact]
    public void Records_of_an_open_transaction_hold_the_cleaning_up()
    {
        var broker = Compacted("a=1", "a=2");
        var open = new BatchHeader(7, 0, 0, BatchKind.Transactional);
        broker.Orders.Append([new NewRecord(Bytes("a"), Bytes("3"), 1010)], open);
        broker.Append("z", "1", 100_000);
        Assert.Equal([0, 1, 2, 3], broker.Advance(s_aFewCleanings).Offsets());

        broker.Orders.Append([new NewRecord(null, null, 100_001)], BatchHeader.MarkerOf(new ProducerIdentity(7, 0), TransactionEnd.Abort));

        Assert.Equal([1, 3, 4], broker.Advance(s_aFewCleanings).Offsets());   // the aborted record goes and supersedes nothing
    }

    private static readonly (string, string)[] s_compact =
        [("cleanup.policy", "compact"), ("segment.ms", "1000"), ("min.cleanable.dirty.ratio", "0.01")];

    /// <summary>A compacted topic with these records, a millisecond apart from 1000 on.</summary>
    private static Scenario Compacted(params string[] records)
    {
        var broker = WithOrders(s_compact);
        for (var i = 0; i < records.Length; i++)
            broker.Append(records[i].Split('=')[0], records[i].Split('=')[1], 1000 + i);
        return broker;
    }
}
