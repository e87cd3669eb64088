using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Groups.Consumer;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups;

/// <summary>Group records as Kafka writes them into <c>__consumer_offsets</c>; a value of null removes what the key names.</summary>
/// <remarks>
/// Apache Kafka: OffsetCommitKey.json (version 1), OffsetCommitValue.json (3), GroupMetadataKey.json (2), GroupMetadataValue.json (3),
/// ConsumerProtocolSubscription.json (2), ConsumerProtocolAssignment.json (0).
/// </remarks>
internal static class GroupRecordCodec
{
    private const short OffsetKeyVersion = 1;
    private const short OffsetValueVersion = 3;
    private const short GroupKeyVersion = 2;
    private const short GroupValueVersion = 3;
    private const short SubscriptionVersion = 2;
    private const short AssignmentVersion = 0;
    private const string ConsumerProtocol = "consumer";

    public static NewRecord Encode(GroupRecord record) => record switch
    {
        OffsetCommitted committed => new NewRecord(KeyOf(committed.GroupId, committed.Partition), ValueOf(committed), committed.CommitTimestampMs),
        OffsetRemoved removed => new NewRecord(KeyOf(removed.GroupId, removed.Partition), null, removed.TimestampMs),
        GenerationWritten written => new NewRecord(KeyOf(written.GroupId), ValueOf(written), written.TimestampMs),
        ConsumerGroupRecord consumer => ConsumerRecordCodec.Encode(consumer),
        GroupRemoved removed => new NewRecord(KeyOf(removed.GroupId), null, removed.TimestampMs),
        _ => throw new InvariantException($"There is no encoding for the group record {record.GetType().Name}."),
    };

    public static GroupRecord Decode(in RecordView record)
    {
        var key = new FieldReader(record.Key);
        var version = key.Int16();
        switch (version)
        {
            case OffsetKeyVersion:
                var groupId = key.Text();
                var partition = new TopicPartition(key.Text(), key.Int32());
                return record.IsValueNull
                    ? new OffsetRemoved(groupId, partition, record.TimestampMs)
                    : ReadCommitted(groupId, partition, new FieldReader(record.Value));
            case GroupKeyVersion:
                return record.IsValueNull
                    ? new GroupRemoved(key.Text(), record.TimestampMs)
                    : ReadGeneration(key.Text(), new FieldReader(record.Value));
            case var known when ConsumerRecordCodec.Knows(known):
                return ConsumerRecordCodec.Decode(known, key, record);
            default:
                throw new InvariantException($"A key of __consumer_offsets has a known version, this one has {version}.");
        }
    }

    private static byte[] KeyOf(string groupId, TopicPartition partition) =>
        new FieldWriter().Int16(OffsetKeyVersion).Text(groupId).Text(partition.Topic).Int32(partition.Partition).ToArray();

    private static byte[] KeyOf(string groupId) => new FieldWriter().Int16(GroupKeyVersion).Text(groupId).ToArray();

    private static byte[] ValueOf(OffsetCommitted record) => new FieldWriter().Int16(OffsetValueVersion)
        .Int64(record.Committed.NextOffset).Int32(record.Committed.LeaderEpoch).Text(record.Metadata).Int64(record.CommitTimestampMs).ToArray();

    private static OffsetCommitted ReadCommitted(string groupId, TopicPartition partition, FieldReader value)
    {
        InvariantException.Require(value.Int16() == OffsetValueVersion, "an offset in __consumer_offsets has version 3");
        var committed = new OffsetAndEpoch(value.Int64(), value.Int32());
        return new OffsetCommitted(groupId, partition, committed, value.Text(), value.Int64());
    }

    private static byte[] ValueOf(GenerationWritten record)
    {
        var value = new FieldWriter().Int16(GroupValueVersion).Text(ConsumerProtocol).Int32(record.Generation)
            .Text(record.ProtocolName).Text(record.LeaderId).Int64(record.TimestampMs).Int32(record.Members.Count);
        foreach (var member in record.Members)
        {
            value.Text(member.MemberId).Text(member.InstanceId).Text(member.ClientName).Text("/127.0.0.1")
                .Int32((int)member.RebalanceTimeout.TotalMilliseconds).Int32((int)member.SessionTimeout.TotalMilliseconds)
                .Bytes(BytesOf(member.Subscription)).Bytes(BytesOf(member.Assignment));
        }

        return value.ToArray();
    }

    private static GenerationWritten ReadGeneration(string groupId, FieldReader value)
    {
        InvariantException.Require(value.Int16() == GroupValueVersion, "a generation in __consumer_offsets has version 3");
        value.Text();
        var generation = value.Int32();
        var protocolName = value.TextOrNull();
        var leaderId = value.TextOrNull();
        var timestampMs = value.Int64();
        var members = new WrittenMember[value.Int32()];
        for (var i = 0; i < members.Length; i++)
            members[i] = ReadMember(ref value);
        return new GenerationWritten(groupId, generation, protocolName, leaderId, timestampMs, members);
    }

    private static WrittenMember ReadMember(ref FieldReader value)
    {
        var (memberId, instanceId, clientName) = (value.Text(), value.TextOrNull(), value.Text());
        value.Text();   // the client's host
        var (rebalanceTimeout, sessionTimeout) = (TimeSpan.FromMilliseconds(value.Int32()), TimeSpan.FromMilliseconds(value.Int32()));
        return new WrittenMember(memberId, instanceId, clientName, rebalanceTimeout, sessionTimeout)
        {
            Subscription = ReadSubscription(new FieldReader(value.Bytes())),
            Assignment = ReadAssignment(new FieldReader(value.Bytes())),
        };
    }

    public static byte[] BytesOf(Subscription subscription)
    {
        var bytes = new FieldWriter().Int16(SubscriptionVersion).Int32(subscription.Topics.Count);
        foreach (var topic in subscription.Topics)
            bytes.Text(topic);
        return bytes.NoBytes().Partitions(subscription.Owned).Int32(subscription.Generation).ToArray();
    }

    public static Subscription ReadSubscription(FieldReader bytes)
    {
        bytes.Int16();
        var topics = new string[bytes.Int32()];
        for (var i = 0; i < topics.Length; i++)
            topics[i] = bytes.Text();
        bytes.Bytes();
        return new Subscription(topics) { Owned = bytes.Partitions(), Generation = bytes.Int32() };
    }

    private static byte[] BytesOf(IReadOnlyList<TopicPartition> assignment) =>
        new FieldWriter().Int16(AssignmentVersion).Partitions(assignment).NoBytes().ToArray();

    private static IReadOnlyList<TopicPartition> ReadAssignment(FieldReader bytes)
    {
        bytes.Int16();
        return bytes.Partitions();
    }
}
