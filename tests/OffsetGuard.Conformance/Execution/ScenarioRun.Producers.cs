using System.Text;
using System.Text.Json.Nodes;
using Confluent.Kafka;
using OffsetGuard.Conformance.Scenarios;

namespace OffsetGuard.Conformance.Execution;

internal sealed partial class ScenarioRun
{
    private JsonNode ExecuteOnProducer(Step step)
    {
        if (step.Op == "producer")
            return Ok(() => _producers[step.Text("as")] = new ScenarioProducer(session.ProducerBuilder(step.Config()).Build()));

        var producer = _producers[step.Text("on")];
        var client = producer.Client;
        return step.Op switch
        {
            "send" when step.Flag("wait", true) => Produce(producer, step),
            "send" => Ok(() => Messages(step).ForEach(m => producer.Outstanding.Enqueue(Send(producer, step, m)))),
            "reports" => Reports(step, producer),
            "initTransactions" => Ok(() => client.InitTransactions(Timeout(step))),
            "begin" => Begin(client),
            "commitTransaction" => Ok(() => client.CommitTransaction(Timeout(step))),
            "abortTransaction" => Ok(() => client.AbortTransaction(Timeout(step))),
            _ => Ok(() => client.SendOffsetsToTransaction(step.Offsets("offsets"), MetadataOf(step), Timeout(step))),
        };
    }

    private JsonNode Begin(IProducer<byte[], byte[]> client)
    {
        try
        {
            return Ok(client.BeginTransaction);
        }
        catch (KafkaException failure) when (session.RequiresAbort(client))
        {
            return ErrorNotation.Show(new KafkaTxnRequiresAbortException(failure.Error));
        }
    }

    private IConsumerGroupMetadata MetadataOf(Step step) => step.TextOrNull("metadata") is { } kept
        ? _metadata[kept]
        : _consumers[step.Text("consumer")].Client.ConsumerGroupMetadata;

    private JsonArray Produce(ScenarioProducer producer, Step step)
    {
        var sends = Messages(step).Select(m => Send(producer, step, m));
        // Several brokers take their time, and there the values of a produce are one batch.
        if (scenario.Cluster is not null && step.Op == "produce")
            sends = [.. sends];
        return new([.. sends.Select(s => Result(s, scenario.Cluster is null ? s_timeout : s_failoverTimeout))]);
    }

    private JsonArray Reports(Step step, ScenarioProducer producer)
    {
        var until = session.Elapsed + TimeSpan.FromMilliseconds(step.Number("waitMs", 30_000));
        while (producer.Outstanding.Any(t => !t.IsCompleted) && session.Elapsed < until)
            session.Wait(TimeSpan.FromMilliseconds(50));

        var results = new JsonArray();
        for (var count = producer.Outstanding.Count; count > 0; count--)
        {
            var send = producer.Outstanding.Dequeue();
            results.Add(send.IsCompleted ? Result(send, TimeSpan.Zero) : JsonValue.Create("pending"));
            if (!send.IsCompleted)
                producer.Outstanding.Enqueue(send);
        }

        return results;
    }

    private static Task<DeliveryResult<byte[], byte[]>> Send(ScenarioProducer producer, Step step, Message<byte[], byte[]> message) =>
        producer.Client.ProduceAsync(Notation.Parse(step.Text("to")).TopicPartition, message);

    private JsonNode Result(Task<DeliveryResult<byte[], byte[]>> send, TimeSpan timeout)
    {
        var until = session.Elapsed + timeout;
        while (!send.IsCompleted && session.Elapsed < until)
            session.Wait(TimeSpan.FromMilliseconds(5));
        return send.IsCompleted ? Try(() => Notation.Show(send.GetAwaiter().GetResult().TopicPartitionOffset)) : "pending";
    }

    private static List<Message<byte[], byte[]>> Messages(Step step)
    {
        var keys = step.List("keys");
        var headers = step.List("headers");
        var timestamps = step.List("timestamps");
        return [.. step.List("values").Select((value, i) => new Message<byte[], byte[]>
        {
            Value = Bytes(value)!,
            Key = (i < keys.Count ? Bytes(keys[i]) : null)!,
            Headers = i < headers.Count ? HeadersOf(headers[i]) : null!,
            Timestamp = i < timestamps.Count && timestamps[i] is { } ms
                ? new Timestamp(ms.GetValue<long>(), TimestampType.CreateTime)
                : Timestamp.Default,
        })];
    }

    private static byte[]? Bytes(JsonNode? value) => value switch
    {
        null => null,
        JsonObject sized => new byte[sized["size"]!.GetValue<int>()],
        _ => Encoding.UTF8.GetBytes(value.GetValue<string>()),
    };

    private static Headers HeadersOf(JsonNode? fields)
    {
        var headers = new Headers();
        foreach (var (name, value) in fields as JsonObject ?? [])
            headers.Add(name, Bytes(value));
        return headers;
    }
}
