using System.Collections;
using System.Diagnostics;
using System.Text.Json;
using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Simulation;
using OffsetGuard.Testing.Inspection;

namespace OffsetGuard.Testing.History;

/// <summary>What has happened in a <see cref="FakeKafka"/> up to the moment it was looked at, oldest first; look again to see what followed.</summary>
/// <remarks>
/// Deliveries, appends and reads in a row, at one instant and without anything between them, are one entry. How much is kept:
/// <see cref="FakeKafkaOptions.Timeline"/>, <see cref="FakeKafkaOptions.TimelineEntriesMax"/>.
/// </remarks>
[DebuggerDisplay("{Count} entries")]
public sealed class FakeTimeline : IReadOnlyList<TimelineEntry>
{
    private static readonly ClientName s_broker = new("broker", null);

    private readonly IReadOnlyList<TimelineEntry> _entries;

    internal FakeTimeline(SimulatedCluster cluster)
    {
        var entries = cluster.History.Entries();
        IsOn = cluster.History.IsOn;
        DroppedCount = cluster.History.AddedCount - entries.Length;
        _entries = [.. entries.Select(e => TimelineEntry.Of(e, e.ClientId == HistoryEntry.Broker ? s_broker : cluster.Names[e.ClientId]))];
    }

    private FakeTimeline(FakeTimeline whole, Func<TimelineEntry, bool> isWanted)
    {
        IsOn = whole.IsOn;
        DroppedCount = whole.DroppedCount;
        _entries = [.. whole._entries.Where(isWanted)];
    }

    /// <inheritdoc/>
    public int Count => _entries.Count;

    /// <summary>How many entries are missing at the beginning, because <see cref="FakeKafkaOptions.TimelineEntriesMax"/> was reached.</summary>
    public long DroppedCount { get; }

    internal bool IsOn { get; }

    /// <inheritdoc/>
    public TimelineEntry this[int index] => _entries[index];

    /// <summary>The entries that are about a topic.</summary>
    /// <param name="topic">Its name.</param>
    /// <exception cref="ArgumentException">No entry is about it; the message lists the topics that some entry is about.</exception>
    public FakeTimeline OfTopic(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        RequireKnown("topic", topic, _entries.SelectMany(e => e.Partitions).Select(p => p.Topic));
        return new FakeTimeline(this, e => e.Partitions.Any(p => p.Topic == topic));
    }

    /// <summary>The entries that are about a consumer group, those of its consumers included.</summary>
    /// <param name="id">Its group.id.</param>
    /// <exception cref="ArgumentException">No entry is about it; the message lists the groups that some entry is about.</exception>
    public FakeTimeline OfGroup(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        RequireKnown("group", id, _entries.Select(e => e.Group).OfType<string>());
        return new FakeTimeline(this, e => e.Group == id);
    }

    /// <summary>What one client did and was told.</summary>
    /// <param name="name">Its name: <see cref="IClient.Name"/>, <c>test</c> or <c>broker</c>.</param>
    /// <exception cref="ArgumentException">No entry is of that client; the message lists the clients that some entry is of.</exception>
    public FakeTimeline OfClient(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        RequireKnown("client", name, _entries.Select(e => e.Client));
        return new FakeTimeline(this, e => e.Client == name);
    }

    /// <inheritdoc/>
    public IEnumerator<TimelineEntry> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A table: time, client, group, what happened, cause.</summary>
    public override string ToString() => TimelineText.Of(this);

    /// <summary>The same as JSON: indented, in a stable order, with LF.</summary>
    public string ToJson() => JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("dropped", DroppedCount);
        json.WriteStartArray("entries");
        foreach (var entry in _entries)
            Write(json, entry);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, TimelineEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("at", entry.At.ToString("c"));
        json.WriteString("client", entry.Client);
        json.WriteString("group", entry.Group);
        json.WriteString("operation", entry.Operation);
        json.WriteStartArray("partitions");
        foreach (var partition in entry.Partitions)
            json.WriteStringValue(partition.Partition == Partition.Any ? partition.Topic : $"{partition.Topic}[{partition.Partition.Value}]");
        json.WriteEndArray();
        json.WriteOffset("before", entry.Before);
        json.WriteOffset("after", entry.After);
        json.WriteString("effect", entry.Effect);
        json.WriteString("cause", entry.Cause);
        json.WriteString("error", entry.Error?.ToString());
        json.WriteEndObject();
    }

    private static void RequireKnown(string what, string name, IEnumerable<string> known)
    {
        var names = known.Distinct().Order(StringComparer.Ordinal).ToList();
        if (!names.Contains(name))
            throw new ArgumentException($"The timeline has nothing of a {what} '{name}'. {Existing.List($"{what}s", names)}", nameof(name));
    }
}
