using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Confluent.Kafka;

namespace OffsetGuard.Conformance.Scenarios;

/// <summary>How partitions, offsets, records and errors are written in scenarios and observations.</summary>
internal static class Notation
{
    /// <summary>Reads <c>t/0</c> or <c>t/0@5</c>; the offset may be a word.</summary>
    public static TopicPartitionOffset Parse(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var offset = at < 0 ? Offset.Unset : OffsetOf(text[(at + 1)..]);
        var name = at < 0 ? text : text[..at];
        var slash = name.LastIndexOf('/');
        return slash < 0
            ? new TopicPartitionOffset(name, Partition.Any, offset)
            : new TopicPartitionOffset(name[..slash], int.Parse(name[(slash + 1)..], CultureInfo.InvariantCulture), offset);
    }

    public static Offset OffsetOf(string text) => text switch
    {
        "earliest" => Offset.Beginning,
        "latest" or "end" => Offset.End,
        "stored" => Offset.Stored,
        "unset" => Offset.Unset,
        _ => long.Parse(text, CultureInfo.InvariantCulture),
    };

    public static JsonNode Show(Offset offset) => offset.Value switch
    {
        -1 => "end",
        -1001 => "unset",
        var value => value,
    };

    public static string Show(TopicPartition partition) => $"{partition.Topic}/{partition.Partition.Value}";

    public static string Show(TopicPartitionOffset at) => $"{Show(at.TopicPartition)}@{Show(at.Offset)}";

    /// <summary>Offsets by partition, in order.</summary>
    public static JsonObject Show(IEnumerable<TopicPartitionOffset> offsets)
    {
        var shown = new JsonObject();
        foreach (var offset in offsets.OrderBy(o => o.TopicPartition))
            shown[Show(offset.TopicPartition)] = Show(offset.Offset);
        return shown;
    }

    public static string Show(ConsumeResult<byte[], byte[]> result, bool withTimestamps)
    {
        if (result.IsPartitionEOF)
            return $"{Show(result.TopicPartitionOffset)} EOF";
        var text = new StringBuilder(Show(result.TopicPartitionOffset)).Append('=');
        if (result.Message.Key is { } key)
            text.Append(Encoding.UTF8.GetString(key)).Append(':');
        text.Append(ShowValue(result.Message.Value));
        if (result.Message.Headers is { Count: > 0 } headers)
            text.Append(" [").AppendJoin(',', headers.Select(h => $"{h.Key}={ShowValue(h.GetValueBytes())}")).Append(']');
        if (withTimestamps)
            text.Append(CultureInfo.InvariantCulture, $" T{result.Message.Timestamp.UnixTimestampMs}");
        return text.ToString();
    }

    private static string ShowValue(byte[]? value) => value is null ? "~" : Encoding.UTF8.GetString(value);
}
