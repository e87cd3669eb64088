using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace OffsetGuard.Testing.Tests.Admin;

public sealed class AdminGroupTests
{
    [Fact]
    public async Task Offsets_of_a_group_without_members_can_be_set_and_read()
    {
        var admin = World.WithOrders("a", "b").AdminClient();

        await Alter(admin, World.At(1));

        Assert.Equal([World.At(1)], await Committed(admin));
    }

    [Fact]
    public async Task Offsets_of_a_group_with_members_are_refused_partition_by_partition()
    {
        var kafka = World.WithOrders("a", "b");
        using var consumer = kafka.Subscribed(World.Manual);
        consumer.Next();

        var failure = await Assert.ThrowsAsync<AlterConsumerGroupOffsetsException>(() => Alter(kafka.AdminClient(), World.At(1)));

        Assert.Equal((ErrorCode.Local_Partial, ErrorCode.NoError), (failure.Error.Code, failure.Results[0].Error.Code));
        Assert.Equal(ErrorCode.UnknownMemberId, failure.Results[0].Partitions[0].Error.Code);
    }

    [Fact]
    public async Task A_negative_offset_an_empty_list_and_a_partition_twice_are_invalid()
    {
        var admin = World.WithOrders("a").AdminClient();

        foreach (var offsets in new TopicPartitionOffset[][] { [World.At(-1)], [], [World.At(0), World.At(1)] })
        {
            var failure = await Assert.ThrowsAsync<KafkaException>(() => Alter(admin, offsets));
            Assert.Equal(ErrorCode.Local_InvalidArg, failure.Error.Code);
        }
    }

    [Fact]
    public void Only_one_group_at_a_time_can_be_asked_for_its_offsets()
    {
        var admin = World.WithOrders().AdminClient();

        Assert.Throws<ArgumentException>(
            () => { _ = admin.ListConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitions("a", null), new ConsumerGroupTopicPartitions("b", null)]); });
        Assert.Throws<ArgumentException>(() => { _ = admin.AlterConsumerGroupOffsetsAsync([]); });
        Assert.Throws<ArgumentException>(() => { _ = admin.DescribeConsumerGroupsAsync([]); });
    }

    [Fact]
    public async Task A_partition_without_a_committed_offset_is_unset()
    {
        var admin = World.WithOrders().AdminClient();

        var results = await admin.ListConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitions("nobody", [World.Orders0])]);

        Assert.Equal(Offset.Unset, results[0].Partitions[0].Offset);
    }

    [Fact]
    public async Task A_group_that_does_not_exist_is_described_as_dead()
    {
        var described = await World.WithOrders().AdminClient().DescribeConsumerGroupsAsync(["nobody"]);

        Assert.Equal((ConsumerGroupState.Dead, 0), (described.ConsumerGroupDescriptions[0].State, described.ConsumerGroupDescriptions[0].Members.Count));
    }

    [Fact]
    public async Task A_group_is_described_with_who_owns_what()
    {
        var kafka = World.WithOrders("a");
        using var consumer = kafka.Subscribed(World.Manual);
        consumer.Next();

        var group = (await kafka.AdminClient().DescribeConsumerGroupsAsync(["billing"])).ConsumerGroupDescriptions[0];

        Assert.Equal((ConsumerGroupState.Stable, "range"), (group.State, group.PartitionAssignor));
        Assert.Equal([World.Orders0], group.Members.Single().Assignment.TopicPartitions);
    }

    [Fact]
    public async Task A_group_is_deleted_only_without_members()
    {
        var kafka = World.WithOrders("a");
        var consumer = kafka.Subscribed(World.Manual);
        consumer.Next();
        var admin = kafka.AdminClient();

        var failure = await Assert.ThrowsAsync<DeleteGroupsException>(() => admin.DeleteGroupsAsync(["billing", "nobody"]));
        Assert.Equal([ErrorCode.NonEmptyGroup, ErrorCode.GroupIdNotFound], failure.Results.Select(r => r.Error.Code));

        consumer.Close();
        await admin.DeleteGroupsAsync(["billing"]);
        Assert.DoesNotContain((await admin.ListConsumerGroupsAsync()).Valid, g => g.GroupId == "billing");
    }

    [Fact]
    public async Task Offsets_of_a_subscribed_topic_are_not_deleted()
    {
        var kafka = World.WithOrders("a");
        using var consumer = kafka.Subscribed(World.Manual);
        consumer.Commit(consumer.Next());

        var failure = await Assert.ThrowsAsync<DeleteConsumerGroupOffsetsException>(
            () => kafka.AdminClient().DeleteConsumerGroupOffsetsAsync("billing", [World.Orders0]));

        Assert.Equal(ErrorCode.GroupSubscribedToTopic, failure.Result.Partitions[0].Error.Code);
    }

    private static Task Alter(FakeAdminClient admin, params TopicPartitionOffset[] offsets) =>
        admin.AlterConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitionOffsets("billing", [.. offsets])]);

    private static async Task<List<TopicPartitionOffset>> Committed(FakeAdminClient admin)
    {
        var results = await admin.ListConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitions("billing", null)]);
        return results[0].Partitions.ConvertAll(p => p.TopicPartitionOffset);
    }
}
