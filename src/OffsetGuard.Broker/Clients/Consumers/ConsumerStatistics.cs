using System.Text;
using System.Text.Json;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <summary>The part of librdkafka's statistics that has to do with offsets.</summary>
/// <remarks>librdkafka: STATISTICS.md; the same names in the same places.</remarks>
internal static class ConsumerStatistics
{
    public static string Describe(ConsumerModel model, DateTimeOffset now)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("type", "consumer");
            json.WriteNumber("time", now.ToUnixTimeSeconds());
            json.WriteStartObject("topics");
            foreach (var topic in model.Partitions.Assigned.GroupBy(p => p.Id.Topic, StringComparer.Ordinal))
                Write(json, topic);
            json.WriteEndObject();
            json.WriteStartObject("cgrp");
            json.WriteString("join_state", model.IsJoining ? "wait-join" : "steady");
            json.WriteNumber("assignment_size", model.Partitions.Assigned.Count);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static void Write(Utf8JsonWriter json, IGrouping<string, ConsumedPartition> topic)
    {
        json.WriteStartObject(topic.Key);
        json.WriteString("topic", topic.Key);
        json.WriteStartObject("partitions");
        foreach (var partition in topic)
        {
            json.WriteStartObject(partition.Id.Partition.ToString(System.Globalization.CultureInfo.InvariantCulture));
            json.WriteNumber("partition", partition.Id.Partition);
            json.WriteNumber("app_offset", partition.Position.NextOffset);
            json.WriteNumber("stored_offset", partition.Stored.NextOffset);
            json.WriteNumber("committed_offset", partition.KnownCommitted.NextOffset);
            json.WriteNumber("lo_offset", partition.LogStart);
            json.WriteNumber("hi_offset", partition.HighWatermark);
            json.WriteNumber("consumer_lag", LagOf(partition));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static long LagOf(ConsumedPartition partition) =>
        partition.HighWatermark >= 0 && partition.Stored.IsAbsolute ? partition.HighWatermark - partition.Stored.NextOffset : -1;
}
