using System.Globalization;

namespace OffsetGuard.Testing.Inspection;

/// <summary>A log as a ruler: one line per offset that holds something, with the marks that stand there.</summary>
internal static class LogText
{
    private const int TextLengthMax = 40;

    public static string Of(FakePartition partition)
    {
        var table = new TextTable("offset", "timestamp", "key", "value", "headers", "producer", "kind", "mark");
        var next = partition.LogStartOffset.Value;
        foreach (var record in partition.Records)
        {
            if (record.Offset.Value > next)
                table.Add($"{next}..{record.Offset.Value - 1}", "", "", "", "", "", "gone", "");
            Add(table, record, MarksAt(partition, record.Offset.Value));
            next = record.Offset.Value + 1;
        }

        table.Add($"{partition.LogEndOffset.Value}", "", "", "", "", "", "", MarksAt(partition, partition.LogEndOffset.Value));
        return $"{partition.Topic}[{partition.Partition}]\n{table}";
    }

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static void Add(TextTable table, FakeRecord record, string marks) => table.Add(
        $"{record.Offset.Value}",
        Time(DateTimeOffset.FromUnixTimeMilliseconds(record.Timestamp.UnixTimestampMs)),
        record.IsMarker ? "" : Short(record.KeyText),
        record.IsMarker ? "" : Short(record.ValueText),
        string.Join(", ", record.Headers.Select(h => h.Key)),
        record.ProducerId is { } producer ? $"{producer} epoch {record.ProducerEpoch}" : "",
        record.Kind switch
        {
            FakeRecordKind.Committed => "",
            FakeRecordKind.Open => "open transaction",
            FakeRecordKind.Aborted => "aborted",
            FakeRecordKind.CommitMarker => "commit marker",
            _ => "abort marker",
        },
        marks);

    private static string Short(string? text)
    {
        if (text is null)
            return "null";
        var line = text.ReplaceLineEndings("⏎");
        return line.Length <= TextLengthMax ? line : $"{line[..TextLengthMax]}…";
    }

    private static string MarksAt(FakePartition partition, long offset)
    {
        (string Name, Offset At)[] marks =
        [
            ("log start", partition.LogStartOffset),
            ("last stable", partition.LastStableOffset),
            ("high watermark", partition.HighWatermark),
            ("log end", partition.LogEndOffset),
        ];
        var here = string.Join(", ", marks.Where(m => m.At.Value == offset).Select(m => m.Name));
        return here.Length == 0 ? "" : $"◄ {here}";
    }
}
