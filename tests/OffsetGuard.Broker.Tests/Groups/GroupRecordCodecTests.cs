using System.Collections.Immutable;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Groups.Consumer;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Groups;

public sealed class GroupRecordCodecTests
{
    [Theory]
    [InlineData("billing", "orders", 0, 7, 0, "", 1_767_225_600_000)]
    [InlineData("", "t", 49, 0, -1, "free text", 0)]
    [InlineData("gruppe-ä", "orders.v2", int.MaxValue, long.MaxValue, int.MaxValue, "ü", long.MaxValue)]
    public void What_is_encoded_is_decoded_again(
        string group, string topic, int partition, long nextOffset, int epoch, string metadata, long timestampMs)
    {
        var record = new OffsetCommitted(group, At(topic, partition), new OffsetAndEpoch(nextOffset, epoch), metadata, timestampMs);

        Assert.Equal(record, RoundTrip(record));
    }

    [Fact]
    public void The_key_has_Kafkas_layout()
    {
        var key = GroupRecordCodec.Encode(new OffsetCommitted("g", At("t", 2), new OffsetAndEpoch(7, 0), "", 0)).Key!;

        // int16 version 1, int16 length and text of the group, the same of the topic, int32 partition
        Assert.Equal("0001" + "000167" + "000174" + "00000002", Convert.ToHexString(key));
    }

    [Fact]
    public void The_value_has_Kafkas_layout()
    {
        var value = GroupRecordCodec.Encode(new OffsetCommitted("g", At("t", 2), new OffsetAndEpoch(7, -1), "m", 1)).Value!;

        // int16 version 3, int64 offset, int32 leader epoch, metadata, int64 commit timestamp
        Assert.Equal("0003" + "0000000000000007" + "FFFFFFFF" + "00016D" + "0000000000000001", Convert.ToHexString(value));
    }

    [Fact]
    public void A_replay_of_the_group_log_into_a_fresh_table_gives_the_same_committed_offsets()
    {
        var broker = Scenario.With("orders", partitions: 3).Group("billing", generation: 1, member: "m1");
        broker.Commit("billing", "m1", At("orders", 0), nextOffset: 5);
        broker.Commit("billing", "m1", At("orders", 2), nextOffset: 9);
        broker.Commit("billing", "m1", At("orders", 0), nextOffset: 3);   // backwards: the last record wins, not the largest

        var replayed = new GroupTable();
        var log = broker.Kafka.Topics.Find(OffsetsTopic.Name)!.Partitions[OffsetsTopic.PartitionIndexOf("billing")].Log;
        var slice = log.Read(0, log.LogEndOffset);
        for (var i = 0; i < slice.Count; i++)
            replayed.Replay(GroupRecordCodec.Decode(slice[i]));

        Assert.Equal([3, 9], replayed.Find("billing")!.Offsets.Records.Select(o => o.Committed.NextOffset));
        Assert.Equal(broker.Kafka.Groups.Find("billing")!.Offsets.Records, replayed.Find("billing")!.Offsets.Records);
    }

    [Fact]
    public void Records_of_the_consumer_protocol_are_decoded_again()
    {
        var classic = new ClassicTerms(TimeSpan.FromSeconds(10), [new JoinProtocol("range", new Subscription(["orders"]) { Owned = [At("orders", 1)] })]);
        var member = new MemberMetadata { ClientName = "c", InstanceId = "i", RebalanceTimeout = TimeSpan.FromMinutes(5), Topics = ["orders", "ü"], Pattern = "(^o.*)", Assignor = "range" };
        ImmutableSortedSet<TopicIdPartition> partitions = [new(7, At("orders", 0)), new(7, At("orders", 300)), new(8, At("refunds", 2))];
        ConsumerGroupRecord[] records =
        [
            new GroupEpochWritten("g", 1, new GroupEpoch(3, long.MinValue)), new GroupEpochWritten("g", 1, null),
            new MemberWritten("g", 1, "m", member), new MemberWritten("g", 1, "m", member with { Classic = classic }), new MemberWritten("g", 1, "m", null),
            new TargetEpochWritten("g", 1, 4), new TargetEpochWritten("g", 1, null),
            new CurrentWritten("g", 1, "m", new CurrentAssignment(-2, 1, MemberState.UnrevokedPartitions, partitions, [])),
        ];

        Assert.All(records, r => Assert.Equal(r, RoundTrip(r)));
        Assert.Equal(partitions, ((TargetWritten)RoundTrip(new TargetWritten("g", 1, "m", partitions))).Partitions!);
        Assert.Equal(["a", "b"], ((PatternWritten)RoundTrip(new PatternWritten("g", 1, "p", new ResolvedPattern(["a", "b"], 9, 1)))).Resolved!.Topics);
    }

    [Fact]
    public void A_current_assignment_has_Kafkas_layout_and_the_name_of_the_topic_as_a_tag()
    {
        var current = new CurrentAssignment(2, 1, MemberState.Stable, [new(7, At("t", 5))], []);

        var record = GroupRecordCodec.Encode(new CurrentWritten("g", 1, "m", current));

        // int16 version 8, the group, the member
        Assert.Equal("0008" + "000167" + "00016D", Convert.ToHexString(record.Key!));
        // int16 version 0, int32 epoch and epoch before, int8 state; one topic: its UUID, one partition, and tag 0 of two bytes; no topic; no tags
        Assert.Equal(
            "0000" + "00000002" + "00000001" + "00" + "02" + "0000000000000000" + "0000000000000007" + "02" + "00000005" + "010002" + "0274" + "01" + "00",
            Convert.ToHexString(record.Value!));
    }

    private static GroupRecord RoundTrip(GroupRecord record)
    {
        var log = new PartitionLog();
        log.Append(GroupRecordCodec.Encode(record), leaderEpoch: 0);
        return GroupRecordCodec.Decode(log.Read(0, 1)[0]);
    }
}
