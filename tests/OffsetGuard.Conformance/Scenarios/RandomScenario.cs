using System.Globalization;
using System.Text.Json.Nodes;

namespace OffsetGuard.Conformance.Scenarios;

/// <summary>
/// A script of one consumer's calls in random order, to be compared on the fake and with the real client. The same seed gives the same
/// script. What Kafka leaves open is left out: several partitions are always read to their ends, because their order is nobody's promise.
/// </summary>
internal sealed class RandomScenario
{
    private const int DrainCount = 40;
    private const int DrainMs = 3000;
    private const int RejoinMs = 7000;   // the mock cluster takes its time to let a member in again

    private readonly Random _random;
    private readonly JsonArray _steps = [];
    private readonly int[] _ends;
    private readonly bool _isSubscribed;

    private RandomScenario(int seed)
    {
        _random = new Random(seed);
        _ends = new int[_random.Next(1, 3)];
        _isSubscribed = _random.Next(3) == 0;
    }

    private bool HasOnePartition => _ends.Length == 1;

    private int WaitMs => _isSubscribed ? RejoinMs : DrainMs;

    /// <summary>The scenario file of one seed.</summary>
    public static JsonObject Invent(int seed)
    {
        var scenario = new RandomScenario(seed);
        scenario.Write();
        return new JsonObject
        {
            ["id"] = IdOf(seed),
            ["why"] = "One consumer, random calls",
            ["topics"] = new JsonObject { ["t"] = scenario._ends.Length },
            ["steps"] = scenario._steps,
        };
    }

    public static string IdOf(int seed) => string.Create(CultureInfo.InvariantCulture, $"random/{seed:D6}");

    private void Write()
    {
        for (var partition = 0; partition < _ends.Length; partition++)
            Produce(partition, _random.Next(2, 6));
        Add("consumer", new() { ["as"] = "c", ["config"] = Config() });
        Begin();
        Read();
        for (var i = _random.Next(5, 13); i > 0; i--)
            Act();
        Add("committed", On("of", All()));
        Add(OneOf("close", "close", "dispose"), On());
        Add("admin", new() { ["call"] = "listGroupOffsets", ["args"] = new JsonObject { ["group"] = "g", ["of"] = All() } });
    }

    private void Act()
    {
        switch (_random.Next(16))
        {
            case < 4:
                Read();
                break;
            case 4:
                Produce(_random.Next(_ends.Length), _random.Next(1, 5));
                break;
            case 5 or 6:
                Add("commit", On());
                break;
            case 7:
                Add("commit", On("offsets", OneOffset()));
                break;
            case 8:
                Add("store", On("offsets", OneOffset()));
                break;
            case 9:
                Add("position", On("of", All()));
                break;
            default:
                Move();
                break;
        }
    }

    /// <summary>Something after which reading goes on elsewhere, or not at all.</summary>
    private void Move()
    {
        switch (_random.Next(6))
        {
            case 0 or 1:
                Add("seek", On("to", $"{AnyPartition(out var sought)}@{OneOf("0", "1", $"{AnyOffset(sought)}", "earliest", "latest")}"));
                break;
            case 2:
                Add("pause", On("of", new JsonArray(AnyPartition(out _))));
                Read();
                break;
            case 3:
                Add("resume", On("of", All()));
                Read();
                break;
            case 4:
                Begin();
                Read();
                break;
            default:
                Add(_isSubscribed ? "unsubscribe" : "unassign", On());
                Add("poll", On("waitMs", 1000));
                Add("commit", On());
                break;
        }
    }

    private JsonObject Config()
    {
        var config = new JsonObject
        {
            ["group.id"] = "g",
            ["auto.offset.reset"] = OneOf("earliest", "earliest", "latest", "error"),
            ["enable.auto.commit"] = OneOf("true", "false", "false"),
            ["enable.auto.offset.store"] = OneOf("true", "false"),
            ["auto.commit.interval.ms"] = OneOf("500", "3600000", "0"),
            ["session.timeout.ms"] = "6000",
            ["heartbeat.interval.ms"] = "500",
        };
        if (_random.Next(3) == 0)
            config["partition.assignment.strategy"] = "cooperative-sticky";
        return config;
    }

    private void Begin()
    {
        if (_isSubscribed)
            Add("subscribe", On("topics", new JsonArray("t")));
        else
            Add("assign", On("partitions", new JsonArray([.. _ends.Select((_, p) => JsonValue.Create(Start(p)))])));
    }

    private string Start(int partition) => OneOf(
        $"t/{partition}", $"t/{partition}", $"t/{partition}@{OneOf("earliest", "latest", "stored")}", $"t/{partition}@{AnyOffset(partition)}");

    private void Read() => Add(
        "consume", new() { ["on"] = "c", ["count"] = HasOnePartition ? _random.Next(1, 4) : DrainCount, ["waitMs"] = WaitMs });

    private void Produce(int partition, int count)
    {
        var values = Enumerable.Range(_ends[partition], count).Select(i => (JsonNode?)JsonValue.Create($"v{i}"));
        Add("produce", new() { ["to"] = $"t/{partition}", ["values"] = new JsonArray([.. values]) });
        _ends[partition] += count;
    }

    private JsonObject OneOffset()
    {
        var name = AnyPartition(out var partition);
        return new() { [name] = AnyOffset(partition) };
    }

    private string AnyPartition(out int partition) => $"t/{partition = _random.Next(_ends.Length)}";

    /// <summary>At the beginning, at the end, or beyond.</summary>
    private int AnyOffset(int partition) => _random.Next(6) switch
    {
        0 => 0,
        1 => 1,
        2 => Math.Max(0, _ends[partition] - 1),
        3 => _ends[partition] + _random.Next(1, 6),
        _ => _ends[partition],
    };

    private JsonArray All() => new([.. _ends.Select((_, p) => JsonValue.Create($"t/{p}"))]);

    private string OneOf(params ReadOnlySpan<string> choices) => choices[_random.Next(choices.Length)];

    private static JsonObject On() => new() { ["on"] = "c" };

    private static JsonObject On(string field, JsonNode value) => new() { ["on"] = "c", [field] = value };

    private void Add(string op, JsonObject fields)
    {
        var step = new JsonObject { ["op"] = op };
        foreach (var (name, value) in fields)
            step[name] = value?.DeepClone();
        _steps.Add(step);
    }
}
