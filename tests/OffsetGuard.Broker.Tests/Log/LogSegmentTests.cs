using OffsetGuard.Broker.Log;

namespace OffsetGuard.Broker.Tests.Log;

public sealed class LogSegmentTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData(null, "")]
    [InlineData("", null)]
    [InlineData("", "")]
    [InlineData("key", null)]
    [InlineData(null, "value")]
    [InlineData("key", "value")]
    public void Null_and_empty_keys_and_values_are_kept_apart(string? key, string? value)
    {
        var segment = new LogSegment(baseOffset: 0);
        segment.Append(0, new NewRecord([9], [9], 0), leaderEpoch: 0);

        segment.Append(1, new NewRecord(Scenarios.Scenario.Bytes(key), Scenarios.Scenario.Bytes(value), 0), leaderEpoch: 0);

        Assert.Equal((key is null, value is null), (segment.IsKeyNullAt(1), segment.IsValueNullAt(1)));
        Assert.Equal(key ?? "", System.Text.Encoding.UTF8.GetString(segment.KeyAt(1)));
        Assert.Equal(value ?? "", System.Text.Encoding.UTF8.GetString(segment.ValueAt(1)));
    }

    [Fact]
    public void Headers_stay_with_their_record_when_the_columns_grow()
    {
        var segment = new LogSegment(baseOffset: 0);
        for (var i = 0; i < 100; i++)
            segment.Append(i, new NewRecord(null, null, 0, i % 7 == 0 ? [new RecordHeader($"h{i}", null)] : null), leaderEpoch: 0);

        Assert.Equal("h98", Assert.Single(segment.HeadersAt(98)).Key);
        Assert.Empty(segment.HeadersAt(99));
    }

    [Fact]
    public void A_gap_is_passed_over_to_the_next_record()
    {
        var segment = new LogSegment(baseOffset: 10);
        foreach (var offset in new long[] { 10, 11, 15, 20 })
            segment.Append(offset, new NewRecord(null, null, 0), leaderEpoch: 0);

        Assert.Equal([0, 1, 2, 2, 3, 4], new long[] { 9, 11, 12, 15, 16, 21 }.Select(segment.IndexAtOrAbove));
    }

    [Fact]
    public void Timestamp_and_leader_epoch_belong_to_the_record()
    {
        var segment = new LogSegment(baseOffset: 5);

        segment.Append(5, new NewRecord(null, null, TimestampMs: 42), leaderEpoch: 3);

        Assert.Equal((42, 3, 5), (segment.TimestampMsAt(0), segment.LeaderEpochAt(0), segment.OffsetAt(0)));
    }

    [Fact]
    public void A_segment_is_full_at_its_record_limit_and_not_before()
    {
        var segment = new LogSegment(baseOffset: 0);
        for (var i = 0; i < LogSegment.RecordsMax - 1; i++)
            segment.Append(i, new NewRecord(null, null, 0), leaderEpoch: 0);
        var wasFull = segment.IsFull;

        segment.Append(LogSegment.RecordsMax - 1, new NewRecord(null, null, 0), leaderEpoch: 0);

        Assert.Equal((false, true), (wasFull, segment.IsFull));
    }
}
