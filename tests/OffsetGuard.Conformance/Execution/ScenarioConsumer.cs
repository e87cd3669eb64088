using System.Text.Json.Nodes;
using Confluent.Kafka;
using OffsetGuard.Conformance.Scenarios;

namespace OffsetGuard.Conformance.Execution;

/// <summary>A consumer of a scenario with its handlers; every handler call is noted.</summary>
internal sealed class ScenarioConsumer
{
    private readonly JsonObject _handlers;
    private readonly Dictionary<string, ConsumeResult<byte[], byte[]>> _records;

    /// <param name="name">Its name in the scenario.</param>
    /// <param name="session">Where it runs.</param>
    /// <param name="step">The step that makes it.</param>
    /// <param name="records">What any consumer of the scenario has consumed: one may commit what another has read.</param>
    public ScenarioConsumer(string name, ITargetSession session, Step step, Dictionary<string, ConsumeResult<byte[], byte[]>> records)
    {
        (Name, _records) = (name, records);
        _handlers = step.Node("handlers")?.AsObject() ?? [];
        Client = Register(session.ConsumerBuilder(step.Config())).Build();
    }

    public string Name { get; }

    public IConsumer<byte[], byte[]> Client { get; }

    /// <summary>Handler calls since they were last taken.</summary>
    public List<string> Events { get; } = [];

    /// <summary>Write counts in place of partitions.</summary>
    public bool NotesCounts { get; set; }

    public bool IsOpen { get; set; } = true;

    public ConsumeResult<byte[], byte[]>? Last { get; private set; }

    public ConsumeResult<byte[], byte[]> Record(string name) => name == "last"
        ? Last ?? throw new KeyNotFoundException($"{Name} has consumed nothing yet.")
        : _records[name];

    public void Remember(ConsumeResult<byte[], byte[]> result)
    {
        Last = result;
        _records[Notation.Show(result.TopicPartitionOffset)] = result;
    }

    private ConsumerBuilder<byte[], byte[]> Register(ConsumerBuilder<byte[], byte[]> builder)
    {
        if (Kind("assigned") is { } assigned)
        {
            builder.SetPartitionsAssignedHandler((_, partitions) =>
            {
                Note("assigned", partitions.Select(p => new TopicPartitionOffset(p, Offset.Unset)), withOffsets: false);
                ThrowIf(assigned);
                return partitions.Select(p => new TopicPartitionOffset(p, StartOf(p)));
            });
        }

        if (Kind("revoked") is { } revoked)
            builder.SetPartitionsRevokedHandler((c, offsets) => OnTaken("revoked", revoked, c, offsets));
        if (Kind("lost") is { } lost)
            builder.SetPartitionsLostHandler((c, offsets) => OnTaken("lost", lost, c, offsets));
        if (Kind("offsetsCommitted") is { } committed)
        {
            builder.SetOffsetsCommittedHandler((_, offsets) =>
            {
                NoteCommitted(offsets);
                ThrowIf(committed);
            });
        }

        if (_handlers["error"] is JsonArray codes)
        {
            var told = codes.Select(c => c!.GetValue<string>()).ToList();
            builder.SetErrorHandler((_, error) => NoteError(error, told));
        }

        return builder;
    }

    // "unset" stands for a handler that is not registered.
    private string? Kind(string handler) => _handlers[handler] switch
    {
        null => null,
        JsonObject => "return",
        JsonArray => null,
        var value => value.GetValue<string>() is "unset" ? null : value.GetValue<string>(),
    };

    private Offset StartOf(TopicPartition partition) => _handlers["assigned"] is JsonObject returned
        && returned["return"]![Notation.Show(partition)] is { } offset
            ? Notation.OffsetOf(offset.ToString())
            : Offset.Unset;

    private void OnTaken(string handler, string kind, IConsumer<byte[], byte[]> consumer, List<TopicPartitionOffset> offsets)
    {
        Note(handler, offsets, withOffsets: true);
        ThrowIf(kind);
        if (kind == "commit")
            consumer.Commit();
        else if (kind == "commitGiven")
            consumer.Commit(offsets);
    }

    private static void ThrowIf(string kind)
    {
        if (kind == "throw")
            throw new HandlerException();
    }

    private void Note(string handler, IEnumerable<TopicPartitionOffset> offsets, bool withOffsets)
    {
        var sorted = offsets.OrderBy(o => o.TopicPartition).ToList();
        var list = NotesCounts
            ? sorted.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : string.Join(',', sorted.Select(o => withOffsets ? Notation.Show(o) : Notation.Show(o.TopicPartition)));
        Events.Add($"+{handler} {list}".TrimEnd());
    }

    /// <summary>Errors come in varying numbers; each is noted once in a step.</summary>
    private void NoteError(Error error, List<string> told)
    {
        var note = $"+error {ErrorNotation.Show(error)}";
        if (told.Contains(error.Code.ToString()) && !Events.Contains(note))
            Events.Add(note);
    }

    private void NoteCommitted(CommittedOffsets committed)
    {
        if (committed.Error.IsError)
            Events.Add($"+committed {ErrorNotation.Show(committed.Error)}");
        else
            Note("committed", committed.Offsets.Select(o => o.TopicPartitionOffset).Where(o => o.Offset != Offset.Unset), withOffsets: true);
    }
}
