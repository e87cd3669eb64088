using System.Text.Json.Nodes;
using Confluent.Kafka;
using OffsetGuard.Conformance.Scenarios;

namespace OffsetGuard.Conformance.Execution;

internal sealed partial class ScenarioRun
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_failoverTimeout = TimeSpan.FromMinutes(6);

    private ScenarioConsumer ConsumerOf(Step step) => _consumers.TryGetValue(step.Text("on"), out var consumer)
        ? consumer
        : throw new KeyNotFoundException($"There is no consumer '{step.Text("on")}' in {scenario.Id}.");

    private JsonNode ExecuteOnConsumer(Step step)
    {
        if (step.Op == "consumer")
            return Ok(() => _consumers[step.Text("as")] = new ScenarioConsumer(step.Text("as"), session, step, _records));
        if (step.Op == "settle")
            return Settle(step);
        if (step.Op == "groupMetadata")
            return Ok(() => _metadata[step.Text("as")] = ConsumerOf(step).Client.ConsumerGroupMetadata);

        var consumer = ConsumerOf(step);
        return Membership(step, consumer.Client) ?? Reading(step, consumer) ?? Offsets(step, consumer)
            ?? throw new FormatException($"There is no operation '{step.Op}'.");
    }

    private static JsonNode? Membership(Step step, IConsumer<byte[], byte[]> client) => step.Op switch
    {
        "subscribe" => Ok(() => client.Subscribe(step.Texts("topics"))),
        "unsubscribe" => Ok(client.Unsubscribe),
        "assign" => Ok(() => client.Assign(Starts(step))),
        "incrementalAssign" => Ok(() => client.IncrementalAssign(Starts(step))),
        "incrementalUnassign" => Ok(() => client.IncrementalUnassign(step.Partitions("partitions"))),
        "unassign" => Ok(client.Unassign),
        "seek" => Ok(() => client.Seek(Notation.Parse(step.Text("to")))),
        "pause" => Ok(() => client.Pause(step.Partitions("of"))),
        "resume" => Ok(() => client.Resume(step.Partitions("of"))),
        "assignment" => new JsonArray([.. client.Assignment.Order().Select(p => JsonValue.Create(Notation.Show(p)))]),
        _ => null,
    };

    private static IEnumerable<TopicPartitionOffset> Starts(Step step) => step.Texts("partitions").Select(Notation.Parse);

    private JsonNode? Reading(Step step, ScenarioConsumer consumer) => step.Op switch
    {
        "consume" => Consume(step, consumer),
        "poll" => Poll(consumer, TimeSpan.FromMilliseconds(step.Number("waitMs", 1000))),
        "watermarks" => Watermarks(step, consumer.Client),
        "offsetsForTimes" => Notation.Show(consumer.Client.OffsetsForTimes(
            step.Node("times")!.AsObject().Select(t => new TopicPartitionTimestamp(
                Notation.Parse(t.Key).TopicPartition, new Timestamp(t.Value!.GetValue<long>(), TimestampType.CreateTime))),
            Timeout(step))),
        _ => null,
    };

    private JsonNode? Offsets(Step step, ScenarioConsumer consumer) => step.Op switch
    {
        "commit" => Commit(step, consumer),
        "store" => Ok(() => Store(step, consumer)),
        "position" => Notation.Show(step.Partitions("of").Select(p => new TopicPartitionOffset(p, consumer.Client.Position(p)))),
        "committed" when step.Flag("epochs", false) => ShowWithEpochs(consumer.Client.Committed(step.Partitions("of"), Timeout(step))),
        "committed" => Notation.Show(consumer.Client.Committed(step.Partitions("of"), Timeout(step))),
        "stored" => Stored(step, consumer),
        _ => null,
    };

    private JsonNode Stored(Step step, ScenarioConsumer consumer)
    {
        var offsets = step.Partitions("of").Select(p => (Partition: p, Stored: session.Stored(consumer.Client, p))).ToList();
        return offsets.Exists(o => o.Stored is null)
            ? ErrorNotation.Unavailable
            : Notation.Show(offsets.Select(o => new TopicPartitionOffset(o.Partition, o.Stored!.Value)));
    }

    private static TimeSpan Timeout(Step step) =>
        step.Has("timeoutMs") ? TimeSpan.FromMilliseconds(step.Number("timeoutMs", 0)) : s_timeout;

    private JsonArray Consume(Step step, ScenarioConsumer consumer)
    {
        var until = session.Elapsed + TimeSpan.FromMilliseconds(step.Number("waitMs", 15_000));
        var items = new List<(TopicPartition? Partition, JsonNode Item)>();
        while (items.Count < step.Number("count", 1))
        {
            var left = until - session.Elapsed;
            var (result, item) = Poll(consumer, left > TimeSpan.Zero ? left : TimeSpan.Zero, step.Flag("timestamps", false));
            items.Add((result?.TopicPartition, item));
            if (result is null)
                break;
        }

        // Between partitions the order is open; errors and time-outs end the list.
        var sorted = items.Where(i => i.Partition is not null).OrderBy(i => i.Partition).Concat(items.Where(i => i.Partition is null));
        return new JsonArray([.. sorted.Select(i => i.Item)]);
    }

    private JsonNode Poll(ScenarioConsumer consumer, TimeSpan timeout) => Poll(consumer, timeout, withTimestamp: false).Item;

    private static (ConsumeResult<byte[], byte[]>? Result, JsonNode Item) Poll(ScenarioConsumer consumer, TimeSpan timeout, bool withTimestamp)
    {
        try
        {
            if (consumer.Client.Consume(timeout) is not { } result)
                return (null, "null");
            consumer.Remember(result);
            return (result, Notation.Show(result, withTimestamp));
        }
        catch (Exception failure)
        {
            return (null, ErrorNotation.Show(failure));
        }
    }

    private static JsonNode Watermarks(Step step, IConsumer<byte[], byte[]> client)
    {
        var partition = Notation.Parse(step.Text("of")).TopicPartition;
        var marks = step.Flag("query", true) ? client.QueryWatermarkOffsets(partition, Timeout(step)) : client.GetWatermarkOffsets(partition);
        return new JsonArray(Notation.Show(marks.Low), Notation.Show(marks.High));
    }

    private static JsonNode Commit(Step step, ScenarioConsumer consumer)
    {
        if (step.TextOrNull("record") is { } name)
        {
            var record = consumer.Record(name);
            consumer.Client.Commit(record);
            return Notation.Show([new TopicPartitionOffset(record.TopicPartition, record.Offset + 1)]);
        }

        if (!step.Has("offsets"))
            return Notation.Show(consumer.Client.Commit());
        var offsets = step.Offsets("offsets");
        consumer.Client.Commit(offsets);
        return Notation.Show(offsets);
    }

    private static void Store(Step step, ScenarioConsumer consumer)
    {
        if (step.TextOrNull("record") is { } name)
            consumer.Client.StoreOffset(consumer.Record(name));
        else
            step.Offsets("offsets").ToList().ForEach(consumer.Client.StoreOffset);
    }
}
