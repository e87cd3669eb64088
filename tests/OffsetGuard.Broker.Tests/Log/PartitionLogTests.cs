using OffsetGuard.Broker.Log;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Log;

public sealed class PartitionLogTests
{
    [Fact]
    public void An_empty_log_starts_and_ends_at_zero_and_has_nothing_to_read()
    {
        var log = new PartitionLog();

        Assert.Equal((0, 0), (log.LogStartOffset, log.LogEndOffset));
        Assert.True(log.Read(0, 0).IsEmpty);
    }

    [Fact]
    public void Appended_records_get_dense_offsets()
    {
        var log = new PartitionLog();

        long[] offsets = [Append(log, "a"), Append(log, "b"), Append(log, "c")];

        Assert.Equal([0, 1, 2], offsets);
        Assert.Equal(3, log.LogEndOffset);
    }

    [Fact]
    public void A_read_ends_before_the_end_offset()
    {
        var log = new PartitionLog();
        for (var i = 0; i < 5; i++)
            Append(log, $"v{i}");

        var read = log.Read(1, endOffset: 4);

        Assert.Equal(["v1", "v2", "v3"], ValuesOf(read));
    }

    [Fact]
    public void Reading_on_from_slice_to_slice_crosses_segments_without_loss()
    {
        var log = new PartitionLog();
        var count = (LogSegment.RecordsMax * 2) + 3;
        for (var i = 0; i < count; i++)
            Append(log, $"v{i}");

        var values = new List<string>();
        while (log.Read(values.Count, log.LogEndOffset) is { IsEmpty: false } slice)
            values.AddRange(ValuesOf(slice));

        Assert.Equal(Enumerable.Range(0, count).Select(i => $"v{i}"), values);
    }

    [Fact]
    public void A_read_at_the_first_offset_of_a_segment_begins_there()
    {
        var log = new PartitionLog();
        for (var i = 0; i <= LogSegment.RecordsMax; i++)
            Append(log, $"v{i}");

        var read = log.Read(LogSegment.RecordsMax, log.LogEndOffset);

        Assert.Equal([$"v{LogSegment.RecordsMax}"], ValuesOf(read));
    }

    [Fact]
    public void A_large_payload_closes_its_segment()
    {
        var log = new PartitionLog();
        log.Append(new NewRecord(null, new byte[LogSegment.PayloadBytesMax], 0), leaderEpoch: 0);
        Append(log, "next");

        Assert.Equal(1, log.Read(0, 2).Count);
        Assert.Equal(["next"], ValuesOf(log.Read(1, 2)));
    }

    [Fact]
    public void A_time_is_found_at_the_first_record_that_is_not_older_even_when_timestamps_are_out_of_order()
    {
        var log = new PartitionLog();
        foreach (var timestampMs in new long[] { 100, 300, 200, 400 })
            log.Append(new NewRecord(null, null, timestampMs), leaderEpoch: 0);

        Assert.Equal(1, log.FirstAtOrAfter(200)?.Offset);
        Assert.Equal(3, log.FirstAtOrAfter(301)?.Offset);
        Assert.Null(log.FirstAtOrAfter(401)?.Offset);
    }

    [Fact]
    public void A_slice_keeps_its_records_while_the_log_grows()
    {
        var log = new PartitionLog();
        Append(log, "first");
        var slice = log.Read(0, 1);

        for (var i = 0; i < 100; i++)
            Append(log, "later");

        Assert.Equal(["first"], ValuesOf(slice));
    }

    private static long Append(PartitionLog log, string value) => log.Append(new NewRecord(null, Bytes(value), 0), leaderEpoch: 0);

    private static IEnumerable<string> ValuesOf(RecordSlice slice) =>
        Enumerable.Range(0, slice.Count).Select(i => System.Text.Encoding.UTF8.GetString(slice[i].Value)).ToList();
}
