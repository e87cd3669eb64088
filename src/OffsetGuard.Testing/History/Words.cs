using System.Globalization;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Testing.History;

/// <summary>How offsets, partitions and times are written in a timeline.</summary>
internal static class Words
{
    /// <summary>An offset; "none" when there is none.</summary>
    public static string Of(long offset) => offset switch
    {
        LogicalOffset.Unset => "none",
        LogicalOffset.Beginning => "the beginning",
        LogicalOffset.End => "the end",
        LogicalOffset.Stored => "the committed offset",
        _ => offset.ToString(CultureInfo.InvariantCulture),
    };

    public static string Move(long before, long after) => $"{Of(before)} → {Of(after)}";

    /// <summary>Records of a partition, from the first one up to, not including, the next one.</summary>
    public static string Records(BrokerPartition partition, long first, long next) =>
        next - first == 1 ? $"{partition}@{first}" : $"{partition}@{first}..{next - 1}";

    public static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    public static string Of(IReadOnlyList<BrokerPartition> partitions) =>
        partitions.Count == 0 ? "nothing" : string.Join(", ", partitions);

    public static string Of(TimeSpan time)
    {
        var (value, unit) = time.Ticks switch
        {
            >= TimeSpan.TicksPerDay when time.Ticks % TimeSpan.TicksPerDay == 0 => (time.TotalDays, "d"),
            >= TimeSpan.TicksPerHour when time.Ticks % TimeSpan.TicksPerHour == 0 => (time.TotalHours, "h"),
            >= TimeSpan.TicksPerMinute when time.Ticks % TimeSpan.TicksPerMinute == 0 => (time.TotalMinutes, "min"),
            _ => (time.TotalSeconds, "s"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.###} {unit}");
    }
}
