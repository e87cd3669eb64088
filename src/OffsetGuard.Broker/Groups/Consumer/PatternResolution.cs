using System.Text.RegularExpressions;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Groups.Consumer;

/// <summary>Looks up which topics the patterns of a group stand for: whole names, and not more often than every ten seconds.</summary>
/// <remarks>Apache Kafka: GroupMetadataManager.maybeUpdateRegularExpressions, refreshRegularExpressions.</remarks>
internal sealed class PatternResolution(GroupLog log, TopicTable topics)
{
    /// <summary>Patterns are looked up again no sooner than this.</summary>
    public static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(10);

    /// <summary>RE2 has no look-around and no back reference, and neither have these.</summary>
    public static bool IsValid(string pattern)
    {
        try
        {
            return Compile(pattern) is not null;
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>Looks the group's patterns up if there is a new one, or a topic that they have not seen.</summary>
    /// <returns>Whether the topics that the group reads have changed.</returns>
    public bool Refresh(ConsumerGroup group, DateTimeOffset now)
    {
        var wanted = group.SubscribedPatterns;
        var nowMs = now.ToUnixTimeMilliseconds();
        foreach (var unwanted in group.Patterns.Keys.Except(wanted, StringComparer.Ordinal).ToList())
            log.Append(new PatternWritten(group.Id, nowMs, unwanted, null));

        var lastMs = group.Patterns.Values.Select(p => (long?)p.TimestampMs).Max();
        var isCurrent = wanted.All(p => group.Patterns.TryGetValue(p, out var resolved) && resolved.LastTopicId == topics.LastId);
        if (isCurrent || nowMs <= lastMs + (long)RefreshInterval.TotalMilliseconds)
            return false;

        var hasChanged = false;
        foreach (var pattern in wanted)
        {
            var regex = Compile(pattern);
            var resolved = new ResolvedPattern([.. topics.All.Select(t => t.Name).Where(name => regex.IsMatch(name))], topics.LastId, nowMs);
            var before = group.Patterns.GetValueOrDefault(pattern)?.Topics ?? [];
            hasChanged |= !before.SequenceEqual(resolved.Topics, StringComparer.Ordinal);
            log.Append(new PatternWritten(group.Id, nowMs, pattern, resolved));
        }

        return hasChanged;
    }

    private static Regex Compile(string pattern) =>
        new($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}
