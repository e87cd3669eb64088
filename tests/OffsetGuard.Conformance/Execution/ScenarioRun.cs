using System.Text.Json.Nodes;
using Confluent.Kafka;
using OffsetGuard.Conformance.Scenarios;

namespace OffsetGuard.Conformance.Execution;

/// <summary>Runs one scenario and writes down what is observed, step by step.</summary>
internal sealed partial class ScenarioRun(Scenario scenario, ITargetSession session) : IDisposable
{
    private readonly SortedDictionary<string, ScenarioConsumer> _consumers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ConsumeResult<byte[], byte[]>> _records = [];
    private readonly SortedDictionary<string, ScenarioProducer> _producers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IConsumerGroupMetadata> _metadata = [];
    private ScenarioProducer? _own;

    public IReadOnlyList<JsonNode> Run() => [.. scenario.Steps.Select(Observe)];

    public void Dispose()
    {
        foreach (var consumer in _consumers.Values.Where(c => c.IsOpen))
            session.Kill(consumer.Client);
        foreach (var producer in _producers.Values.Where(p => p.IsOpen))
            session.Kill(producer.Client);
        _own?.Client.Dispose();
    }

    private JsonNode Observe(Step step)
    {
        var result = Try(() => Timed(step));
        var events = TakeEvents(step);
        return events.Count == 0
            ? result
            : new JsonObject { ["result"] = result, ["events"] = new JsonArray([.. events.Select(e => JsonValue.Create(e))]) };
    }

    private static JsonNode Try(Func<JsonNode> execute)
    {
        try
        {
            return execute();
        }
        catch (FormatException)
        {
            throw;   // the scenario itself is wrong
        }
        catch (AggregateException failure)
        {
            return ErrorNotation.Show(failure.InnerException!);
        }
        catch (Exception failure)
        {
            return ErrorNotation.Show(failure);
        }
    }

    private JsonNode Execute(Step step) => step.Op switch
    {
        "produce" => Produce(_own ??= new ScenarioProducer(session.ProducerBuilder(new Dictionary<string, string>()).Build()), step),
        "producer" or "send" or "reports" or "initTransactions" or "begin" or "commitTransaction" or "abortTransaction" or "sendOffsets"
            => ExecuteOnProducer(step),
        "admin" or "deleteRecords" => ExecuteOnAdmin(step),
        "broker" or "elect" or "describe" or "log" or "waitFor" or "member" => ExecuteOnCluster(step),
        "wait" => Ok(() => session.Wait(TimeSpan.FromMilliseconds(step.Number("ms", 0)))),
        "close" or "dispose" or "kill" => End(step),
        _ => ExecuteOnConsumer(step),
    };

    private JsonNode End(Step step)
    {
        var name = step.Text("on");
        if (_producers.TryGetValue(name, out var producer))
        {
            producer.IsOpen = false;
            return Ok(() => EndProducer(step.Op, producer));
        }

        var consumer = ConsumerOf(step);
        consumer.NotesCounts = step.Flag("counts", false);
        return Ok(() => EndConsumer(step.Op, consumer));
    }

    private void EndProducer(string op, ScenarioProducer producer)
    {
        if (op == "kill")
            session.Kill(producer.Client);
        else
            producer.Client.Dispose();
    }

    private void EndConsumer(string op, ScenarioConsumer consumer)
    {
        switch (op)
        {
            case "close":
                consumer.Client.Close();
                break;
            case "dispose":
                consumer.Client.Dispose();
                break;
            default:
                session.Kill(consumer.Client);
                break;
        }

        consumer.IsOpen = false;
    }

    private List<string> TakeEvents(Step step)
    {
        var names = step.Op == "settle" ? step.Texts("on") : [.. _consumers.Keys];
        var events = new List<string>();
        foreach (var name in names)
        {
            if (!_consumers.TryGetValue(name, out var consumer))
                continue;
            events.AddRange(names.Count > 1 && step.Op == "settle" ? consumer.Events.Select(e => $"{name} {e}") : consumer.Events);
            consumer.Events.Clear();
            consumer.NotesCounts = false;
        }

        return events;
    }

    private static JsonNode Ok(Action action)
    {
        action();
        return "ok";
    }
}
