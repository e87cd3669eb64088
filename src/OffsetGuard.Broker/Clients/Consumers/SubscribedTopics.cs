using System.Text.RegularExpressions;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <summary>What the application subscribed to, and which existing topics that is as of the last metadata.</summary>
/// <remarks>
/// librdkafka: rd_kafka_cgrp_metadata_update_check, rd_kafka_metadata_topic_match. A name that starts with ^ is a pattern, matched by the
/// client anywhere in the topic's name.
/// </remarks>
internal sealed class SubscribedTopics(Queue<ConsumerEvent> events)
{
    private readonly SortedSet<string> _reportedMissing = new(StringComparer.Ordinal);
    private IReadOnlyList<Regex> _patterns = [];

    /// <summary>Names and patterns as they were given.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <summary>The existing topics among them, with their partition counts.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Existing { get; private set; } = [];

    public IReadOnlyList<string> ExistingNames => [.. Existing.Select(t => t.Key)];

    /// <summary>The names that are no patterns.</summary>
    public IReadOnlyList<string> Literals => [.. Names.Where(n => !IsPattern(n))];

    /// <summary>All patterns as one for the broker; empty for none.</summary>
    /// <remarks>librdkafka: rd_kafka_topic_partition_list_combine_regexes.</remarks>
    public string Pattern => string.Join('|', Names.Where(IsPattern).Select(n => $"({n})"));

    /// <summary>Replaces the subscription.</summary>
    /// <returns>False when a name is empty, given twice, or no valid pattern, or when there is none.</returns>
    public bool TryReplace(IReadOnlyList<string> names)
    {
        if (!TryCompile(names, out var patterns))
            return false;
        (Names, _patterns, Existing) = (names, patterns, []);
        _reportedMissing.Clear();
        return true;
    }

    /// <summary>Whether <see cref="TryReplace"/> would take the list.</summary>
    public static bool IsValid(IReadOnlyList<string> names) => TryCompile(names, out _);

    public void Clear() => (Names, _patterns, Existing) = ([], [], []);

    public bool Includes(string topic) => Existing.Any(t => t.Key == topic);

    /// <summary>Takes newer metadata in; a topic that is missing is reported once.</summary>
    /// <returns>Whether a topic came, went, or got more partitions.</returns>
    public bool Update(MetadataReply metadata)
    {
        var before = Existing;
        Existing = [.. metadata.Topics.Where(t => Names.Contains(t.Key, StringComparer.Ordinal) || _patterns.Any(p => p.IsMatch(t.Key)))];
        var lost = before.Where(t => !IsNamed(t.Key) && !Includes(t.Key)).Select(t => t.Key);
        foreach (var missing in Names.Where(n => !IsPattern(n) && !Includes(n)).Concat(lost))
            Report(missing);
        _reportedMissing.RemoveWhere(Includes);
        return !before.SequenceEqual(Existing);
    }

    private static bool TryCompile(IReadOnlyList<string> names, out IReadOnlyList<Regex> patterns)
    {
        patterns = [];
        if (names.Count == 0 || names.Contains("") || names.Distinct(StringComparer.Ordinal).Count() != names.Count)
            return false;
        try
        {
            patterns = [.. names.Where(IsPattern).Select(n => new Regex(n, RegexOptions.CultureInvariant))];
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool IsPattern(string name) => name.StartsWith('^');

    private bool IsNamed(string topic) => Names.Contains(topic, StringComparer.Ordinal);

    private void Report(string topic)
    {
        if (!_reportedMissing.Add(topic))
            return;
        var at = new PartitionOffset(new TopicPartition(topic, 0), OffsetAndEpoch.Unset);
        events.Enqueue(new ConsumeFailed(
            ErrorCode.UnknownTopicOrPartition, $"Subscribed topic not available: {topic}: Broker: Unknown topic or partition", at));
    }
}
