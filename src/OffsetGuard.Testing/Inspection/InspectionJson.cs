using System.Text.Json;

namespace OffsetGuard.Testing.Inspection;

/// <summary>Groups, logs and clients as JSON; the order of the properties is part of the format.</summary>
internal static class InspectionJson
{
    public static void Write(Utf8JsonWriter json, FakeGroup group)
    {
        json.WriteStartObject();
        json.WriteString("group", group.Id);
        json.WriteString("state", group.State.ToString());
        json.WriteNumber("generation", group.Generation);
        json.WriteString("protocol", group.ProtocolName);
        json.WriteStartArray("members");
        foreach (var member in group.Members)
            Write(json, member);
        json.WriteEndArray();
        json.WriteStartArray("offsets");
        foreach (var offset in group.Offsets.Concat(group.PendingOffsets))
            Write(json, offset);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, FakeTopic topic)
    {
        json.WriteStartObject();
        json.WriteString("topic", topic.Name);
        json.WriteStartArray("partitions");
        foreach (var partition in topic.Partitions)
            Write(json, partition);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, FakePartition partition)
    {
        json.WriteStartObject();
        json.WriteString("partition", $"{partition.Topic}[{partition.Partition}]");
        json.WriteOffset("logStart", partition.LogStartOffset);
        json.WriteOffset("lastStable", partition.LastStableOffset);
        json.WriteOffset("highWatermark", partition.HighWatermark);
        json.WriteOffset("logEnd", partition.LogEndOffset);
        json.WriteNumber("leaderEpoch", partition.LeaderEpoch);
        if (partition.Replicas.Count > 1)
            Write(json, partition.Replicas);
        json.WriteStartArray("records");
        foreach (var record in partition.Records)
            Write(json, record);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<FakeReplica> replicas)
    {
        json.WriteStartArray("replicas");
        foreach (var replica in replicas)
        {
            json.WriteStartObject();
            json.WriteNumber("broker", replica.BrokerId);
            json.WriteOffset("logEnd", replica.LogEndOffset);
            json.WriteBoolean("leader", replica.IsLeader);
            json.WriteBoolean("inSync", replica.IsInSync);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter json, FakeClient client)
    {
        json.WriteStartObject();
        json.WriteString("client", client.Name);
        json.WriteString("group", client.Group);
        json.WriteStartArray("partitions");
        foreach (var partition in client.Partitions)
        {
            json.WriteStartObject();
            json.WriteString("partition", $"{partition.Topic}[{partition.Partition}]");
            json.WriteOffset("position", partition.Position);
            json.WriteOffset("stored", partition.Stored);
            json.WriteOffset("committed", partition.Committed);
            json.WriteBoolean("paused", partition.IsPaused);
            json.WriteNumber("prefetched", partition.PrefetchedCount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FakeGroupMember member)
    {
        json.WriteStartObject();
        json.WriteString("member", member.MemberId);
        json.WriteString("clientId", member.ClientId);
        json.WriteString("instanceId", member.InstanceId);
        json.WriteString("subscription", string.Join(", ", member.Subscription));
        json.WriteString("assignment", string.Join(", ", member.Assignment.Select(p => $"{p.Topic}[{p.Partition.Value}]")));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FakeCommittedOffset offset)
    {
        json.WriteStartObject();
        json.WriteString("partition", $"{offset.Topic}[{offset.Partition}]");
        json.WriteOffset("committed", offset.Offset);
        json.WriteNumberOrNull("leaderEpoch", offset.LeaderEpoch);
        json.WriteString("metadata", offset.Metadata);
        json.WriteString("at", offset.CommittedAt);
        json.WriteNumberOrNull("pendingOfProducer", offset.PendingOfProducer);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, FakeRecord record)
    {
        json.WriteStartObject();
        json.WriteOffset("offset", record.Offset);
        json.WriteString("kind", record.Kind.ToString());
        json.WriteString("timestamp", DateTimeOffset.FromUnixTimeMilliseconds(record.Timestamp.UnixTimestampMs));
        json.WriteString("key", record.IsMarker ? null : record.KeyText);
        json.WriteString("value", record.IsMarker ? null : record.ValueText);
        json.WriteStartArray("headers");
        foreach (var header in record.Headers)
            json.WriteStringValue(header.Key);
        json.WriteEndArray();
        json.WriteNumberOrNull("producerId", record.ProducerId);
        json.WriteNumber("leaderEpoch", record.LeaderEpoch);
        json.WriteEndObject();
    }
}
