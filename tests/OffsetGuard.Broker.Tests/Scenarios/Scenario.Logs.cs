using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Tests.Scenarios;

internal sealed partial class Scenario
{
    /// <summary>A broker that looks after its logs once a second, with one topic "orders" of one partition.</summary>
    public static Scenario WithOrders(params (string Name, string Value)[] topicConfig)
    {
        var settings = new Dictionary<string, string> { ["log.retention.check.interval.ms"] = "1000", ["log.cleaner.backoff.ms"] = "1000" };
        var scenario = new Scenario(ClusterOptions.From(settings));
        var request = new CreateTopicRequest("orders", 1) { Config = topicConfig.ToDictionary(c => c.Name, c => c.Value) };
        Assert.Equal(ErrorCode.None, scenario.Ask<CreateTopicReply>(request).Error);
        return scenario;
    }

    public static TopicPartition Orders0 => At("orders", 0);

    public Partition Orders => Kafka.Topics.Find("orders")!.Partitions[0];

    /// <summary>Sends one record as a batch of its own.</summary>
    public ErrorCode Append(string? key, string? value, long timestampMs) =>
        Ask<ProduceReply>(new ProduceRequest(Orders0, [new NewRecord(Bytes(key), Bytes(value), timestampMs)])).Error;

    public ErrorCode AppendNow(string? key, string? value) => Append(key, value, Now.ToUnixTimeMilliseconds());

    public DeleteRecordsReply DeleteRecords(long beforeOffset) => Ask<DeleteRecordsReply>(new DeleteRecordsRequest(Orders0, beforeOffset));

    public ListOffsetsReply ListOffsets(long timestampMs, IsolationLevel isolation = IsolationLevel.ReadUncommitted) =>
        Ask<ListOffsetsReply>(new ListOffsetsRequest(Orders0, timestampMs, isolation));

    /// <summary>The offsets that still have a record.</summary>
    public IReadOnlyList<long> Offsets()
    {
        var offsets = new List<long>();
        var next = Orders.Log.LogStartOffset;
        while (Orders.Log.Read(next, Orders.HighWatermark) is { IsEmpty: false } slice)
        {
            for (var i = 0; i < slice.Count; i++)
                offsets.Add(slice[i].Offset);
            next = slice.LastOffset + 1;
        }

        return offsets;
    }
}
