using System.Collections.Immutable;
using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Consumer;

/// <summary>Records of groups of the consumer protocol as Kafka writes them into <c>__consumer_offsets</c>.</summary>
/// <remarks>
/// Apache Kafka: ConsumerGroupMetadataKey/Value.json (3), ConsumerGroupMemberMetadata (5), ConsumerGroupTargetAssignmentMetadata (6),
/// ConsumerGroupTargetAssignmentMember (7), ConsumerGroupCurrentMemberAssignment (8), ConsumerGroupRegularExpression (16). Beside the id of
/// a topic stands its name, as a tagged field: Kafka's own readers pass over a tag they do not know.
/// </remarks>
internal static class ConsumerRecordCodec
{
    private const short ValueVersion = 0;

    private enum KeyVersion : short
    {
        Epoch = 3,
        Member = 5,
        TargetEpoch = 6,
        Target = 7,
        Current = 8,
        Pattern = 16,
    }

    public static bool Knows(short keyVersion) => Enum.IsDefined((KeyVersion)keyVersion);

    public static NewRecord Encode(ConsumerGroupRecord record) => new(KeyOf(record), record.IsRemoval ? null : ValueOf(record), record.TimestampMs);

    public static ConsumerGroupRecord Decode(short keyVersion, FieldReader key, in RecordView record)
    {
        var (kind, groupId, timestampMs) = ((KeyVersion)keyVersion, key.Text(), record.TimestampMs);
        var name = kind is KeyVersion.Epoch or KeyVersion.TargetEpoch ? "" : key.Text();
        var isRemoval = record.IsValueNull;
        var value = new FieldReader(record.Value);
        if (!isRemoval)
            InvariantException.Require(value.Int16() == ValueVersion, "a value of a consumer group has version 0");
        return kind switch
        {
            KeyVersion.Epoch => new GroupEpochWritten(groupId, timestampMs, isRemoval ? null : ReadEpoch(value)),
            KeyVersion.Member => new MemberWritten(groupId, timestampMs, name, isRemoval ? null : ReadMember(value)),
            KeyVersion.TargetEpoch => new TargetEpochWritten(groupId, timestampMs, isRemoval ? null : value.Int32()),
            KeyVersion.Target => new TargetWritten(groupId, timestampMs, name, isRemoval ? null : ReadPartitions(ref value)),
            KeyVersion.Current => new CurrentWritten(groupId, timestampMs, name, isRemoval ? null : ReadCurrent(value)),
            _ => new PatternWritten(groupId, timestampMs, name, isRemoval ? null : ReadPattern(value)),
        };
    }

    private static byte[] KeyOf(ConsumerGroupRecord record) => record switch
    {
        GroupEpochWritten => KeyOf(KeyVersion.Epoch, record).ToArray(),
        MemberWritten member => KeyOf(KeyVersion.Member, record).Text(member.MemberId).ToArray(),
        TargetEpochWritten => KeyOf(KeyVersion.TargetEpoch, record).ToArray(),
        TargetWritten target => KeyOf(KeyVersion.Target, record).Text(target.MemberId).ToArray(),
        CurrentWritten current => KeyOf(KeyVersion.Current, record).Text(current.MemberId).ToArray(),
        PatternWritten pattern => KeyOf(KeyVersion.Pattern, record).Text(pattern.Pattern).ToArray(),
        _ => throw new InvariantException($"There is no encoding for the group record {record.GetType().Name}."),
    };

    private static FieldWriter KeyOf(KeyVersion version, ConsumerGroupRecord record) => new FieldWriter().Int16((short)version).Text(record.GroupId);

    private static byte[] ValueOf(ConsumerGroupRecord record)
    {
        var value = new FieldWriter().Int16(ValueVersion);
        return record switch
        {
            GroupEpochWritten { Epoch: { } epoch } =>
                value.Int32(epoch.Number).Tagged(new FieldWriter().Int64(epoch.TopicsHash).ToArray()).ToArray(),
            MemberWritten { Metadata: { } metadata } => Write(value, metadata).ToArray(),
            TargetEpochWritten { Epoch: { } epoch } => value.Int32(epoch).NoTags().ToArray(),
            TargetWritten { Partitions: { } partitions } => Write(value, partitions).NoTags().ToArray(),
            CurrentWritten { Assignment: { } current } => Write(
                Write(value.Int32(current.Epoch).Int32(current.PreviousEpoch).Byte((byte)current.State), current.Assigned), current.Revoking)
                .NoTags().ToArray(),
            PatternWritten { Resolved: { } resolved } =>
                value.CompactTexts(resolved.Topics).Int64(resolved.LastTopicId).Int64(resolved.TimestampMs).NoTags().ToArray(),
            _ => throw new InvariantException($"There is no encoding for the group record {record.GetType().Name}."),
        };
    }

    private static FieldWriter Write(FieldWriter value, MemberMetadata member)
    {
        value.CompactText(member.InstanceId).CompactText(null).CompactText(member.ClientName).CompactText("/127.0.0.1")
            .CompactTexts(member.Topics).CompactText(member.Pattern)
            .Int32((int)member.RebalanceTimeout.TotalMilliseconds).CompactText(member.Assignor);
        if (member.Classic is not { } terms)
            return value.NoTags();

        var classic = new FieldWriter().Int32((int)terms.SessionTimeout.TotalMilliseconds).CompactCount(terms.Protocols.Count);
        foreach (var protocol in terms.Protocols)
            classic.CompactText(protocol.Name).CompactBytes(GroupRecordCodec.BytesOf(protocol.Subscription)).NoTags();
        return value.Tagged(classic.NoTags().ToArray());
    }

    private static FieldWriter Write(FieldWriter value, ImmutableSortedSet<TopicIdPartition> partitions)
    {
        var byTopic = partitions.GroupBy(p => (p.TopicId, p.Partition.Topic)).ToList();
        value.CompactCount(byTopic.Count);
        foreach (var topic in byTopic)
        {
            value.Uuid(topic.Key.TopicId).CompactCount(topic.Count());
            foreach (var partition in topic)
                value.Int32(partition.Partition.Partition);
            value.Tagged(new FieldWriter().CompactText(topic.Key.Topic).ToArray());
        }

        return value;
    }

    private static GroupEpoch ReadEpoch(FieldReader value)
    {
        var number = value.Int32();
        return new GroupEpoch(number, new FieldReader(value.Tagged()).Int64());
    }

    private static MemberMetadata ReadMember(FieldReader value)
    {
        var instanceId = value.CompactTextOrNull();
        value.CompactTextOrNull();   // the rack
        var clientName = value.CompactText();
        value.CompactText();   // the client's host
        var metadata = new MemberMetadata
        {
            InstanceId = instanceId,
            ClientName = clientName,
            Topics = value.CompactTexts(),
            Pattern = value.CompactText(),
            RebalanceTimeout = TimeSpan.FromMilliseconds(value.Int32()),
            Assignor = value.CompactTextOrNull(),
        };
        var tagged = value.Tagged();
        return tagged.IsEmpty ? metadata : metadata with { Classic = ReadClassic(new FieldReader(tagged)) };
    }

    private static ClassicTerms ReadClassic(FieldReader value)
    {
        var sessionTimeout = TimeSpan.FromMilliseconds(value.Int32());
        var protocols = new JoinProtocol[value.CompactCount()];
        for (var i = 0; i < protocols.Length; i++)
        {
            protocols[i] = new JoinProtocol(value.CompactText(), GroupRecordCodec.ReadSubscription(new FieldReader(value.CompactBytes())));
            value.Tagged();
        }

        return new ClassicTerms(sessionTimeout, protocols);
    }

    private static CurrentAssignment ReadCurrent(FieldReader value)
    {
        var (epoch, previousEpoch, state) = (value.Int32(), value.Int32(), (MemberState)value.Byte());
        return new CurrentAssignment(epoch, previousEpoch, state, ReadPartitions(ref value), ReadPartitions(ref value));
    }

    private static ResolvedPattern ReadPattern(FieldReader value) => new(value.CompactTexts(), value.Int64(), value.Int64());

    private static ImmutableSortedSet<TopicIdPartition> ReadPartitions(ref FieldReader value)
    {
        var partitions = ImmutableSortedSet.CreateBuilder<TopicIdPartition>();
        for (var topics = value.CompactCount(); topics > 0; topics--)
        {
            var topicId = value.Uuid();
            var numbers = new int[value.CompactCount()];
            for (var i = 0; i < numbers.Length; i++)
                numbers[i] = value.Int32();
            var name = new FieldReader(value.Tagged()).CompactText();
            partitions.UnionWith(numbers.Select(n => new TopicIdPartition(topicId, new TopicPartition(name, n))));
        }

        return partitions.ToImmutable();
    }
}
