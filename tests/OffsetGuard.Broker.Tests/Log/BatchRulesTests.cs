using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Log;

public sealed class BatchRulesTests
{
    [Fact]
    public void One_record_without_a_key_refuses_its_whole_batch_in_a_compacted_topic()
    {
        var broker = WithOrders(("cleanup.policy", "compact"));

        Assert.Equal(ErrorCode.InvalidRecord, Produce(broker, ("a", "1"), (null, "2"), ("c", "3")));
        Assert.Empty(broker.Offsets());
    }

    [Fact]
    public void The_limit_of_bytes_counts_the_batch_and_not_the_record()
    {
        var broker = WithOrders(("max.message.bytes", "2000"));
        var value = new string('x', 900);

        Assert.Equal(ErrorCode.MessageSizeTooLarge, Produce(broker, (null, value), (null, value), (null, value)));
        Assert.Equal(ErrorCode.None, Produce(broker, (null, value)));
    }

    [Fact]
    public void An_empty_record_takes_sixty_eight_bytes() =>
        Assert.Equal(68, BatchSize.Of([new NewRecord(null, null, 1_000_000)]));   // as a broker writes it: 61 of the batch, 7 of the record

    [Fact]
    public void A_batch_larger_than_a_segment_is_refused() =>
        Assert.Equal(ErrorCode.RecordListTooLarge, Produce(WithOrders(("segment.bytes", "100")), (null, new string('x', 200))));

    private static ErrorCode Produce(Scenario broker, params (string? Key, string? Value)[] records) => broker.Ask<ProduceReply>(new ProduceRequest(
        Orders0, [.. records.Select(r => new NewRecord(Bytes(r.Key), Bytes(r.Value), broker.Now.ToUnixTimeMilliseconds()))])).Error;
}
