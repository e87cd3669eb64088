using System.Globalization;
using OffsetGuard.Testing.Inspection;

namespace OffsetGuard.Testing.History;

/// <summary>A timeline as a table for people.</summary>
internal static class TimelineText
{
    public static string Of(FakeTimeline timeline)
    {
        var table = new TextTable("time", "client", "group", "what happened", "cause");
        foreach (var entry in timeline)
            table.Add(Time(entry.At), entry.Client, entry.Group ?? "", entry.Effect, entry.Cause ?? "");
        var head = timeline.DroppedCount == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $"({timeline.DroppedCount} older entries were dropped; FakeKafkaOptions.TimelineEntriesMax keeps more)\n");
        return timeline.Count == 0 ? $"{head}{WhyEmpty(timeline)}\n" : head + table;
    }

    /// <summary>Minutes, seconds and milliseconds; hours in front when there are any.</summary>
    public static string Time(TimeSpan at)
    {
        var hours = at.TotalHours >= 1 ? $"{(long)at.TotalHours}:" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{hours}{at:mm\\:ss\\.fff}");
    }

    private static string WhyEmpty(FakeTimeline timeline) =>
        timeline.IsOn ? "Nothing has happened." : "No timeline is kept; FakeKafkaOptions.Timeline switches it on.";
}
