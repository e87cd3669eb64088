using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace OffsetGuard.Testing.Tests.Admin;

public sealed class AdminTopicTests
{
    [Fact]
    public async Task A_created_topic_has_its_partitions_and_settings()
    {
        var admin = new FakeKafka().AdminClient();

        await admin.CreateTopicsAsync([new TopicSpecification { Name = "orders", NumPartitions = 3, Configs = new() { ["retention.ms"] = "5000" } }]);

        var described = await admin.DescribeTopicsAsync(TopicCollection.OfTopicNames(["orders"]));
        var configs = await admin.DescribeConfigsAsync([new ConfigResource { Type = ResourceType.Topic, Name = "orders" }]);
        Assert.Equal(3, described.TopicDescriptions[0].Partitions.Count);
        Assert.Equal(("5000", ConfigSource.DynamicTopicConfig), (configs[0].Entries["retention.ms"].Value, configs[0].Entries["retention.ms"].Source));
    }

    [Fact]
    public async Task One_refused_topic_faults_the_call_and_the_others_are_created()
    {
        var kafka = World.WithOrders();

        var failure = await Assert.ThrowsAsync<CreateTopicsException>(() => kafka.AdminClient().CreateTopicsAsync(
            [new TopicSpecification { Name = "orders" }, new TopicSpecification { Name = "bills" }]));

        Assert.Equal(ErrorCode.Local_Partial, failure.Error.Code);
        Assert.Equal([ErrorCode.TopicAlreadyExists, ErrorCode.NoError], failure.Results.Select(r => r.Error.Code));
        Assert.Equal(1, kafka.Topic("bills").PartitionCount);
    }

    [Fact]
    public async Task A_topic_that_is_only_validated_does_not_come_into_being()
    {
        var kafka = new FakeKafka();

        await kafka.AdminClient().CreateTopicsAsync([new TopicSpecification { Name = "orders" }], new CreateTopicsOptions { ValidateOnly = true });

        Assert.Throws<ArgumentException>(() => kafka.Topic("orders"));
    }

    [Fact]
    public async Task A_deleted_topic_is_unknown_afterwards()
    {
        var admin = World.WithOrders("a").AdminClient();

        await admin.DeleteTopicsAsync(["orders"]);

        var failure = await Assert.ThrowsAsync<DeleteTopicsException>(() => admin.DeleteTopicsAsync(["orders"]));
        Assert.Equal(ErrorCode.UnknownTopicOrPart, failure.Results[0].Error.Code);
        Assert.Equal(ErrorCode.UnknownTopicOrPart, admin.GetMetadata("orders", TimeSpan.FromSeconds(1)).Topics[0].Error.Code);
    }

    [Fact]
    public async Task A_topic_grows_and_never_shrinks()
    {
        var kafka = World.WithOrders();
        var admin = kafka.AdminClient();

        await admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = "orders", IncreaseTo = 4 }]);

        var failure = await Assert.ThrowsAsync<CreatePartitionsException>(
            () => admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = "orders", IncreaseTo = 2 }]));
        Assert.Equal(ErrorCode.InvalidPartitions, failure.Results[0].Error.Code);
        Assert.Equal(4, kafka.Topic("orders").PartitionCount);
    }

    [Fact]
    public async Task Deleted_records_leave_a_low_watermark_and_too_many_are_out_of_range()
    {
        var admin = World.WithOrders("a", "b", "c").AdminClient();

        Assert.Equal(2, (await admin.DeleteRecordsAsync([World.At(2)]))[0].Offset.Value);
        var failure = await Assert.ThrowsAsync<DeleteRecordsException>(() => admin.DeleteRecordsAsync([World.At(4)]));
        Assert.Equal(ErrorCode.OffsetOutOfRange, failure.Results[0].Error.Code);
    }

    [Fact]
    public async Task A_deletion_of_nothing_faults_its_task()
    {
        var failure = await Assert.ThrowsAsync<KafkaException>(() => World.WithOrders().AdminClient().DeleteRecordsAsync([]));

        Assert.Equal(ErrorCode.Local_InvalidArg, failure.Error.Code);
    }

    [Fact]
    public async Task A_setting_that_is_not_modelled_is_taken_and_described()
    {
        var admin = new FakeKafka().AdminClient();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = "orders", Configs = new() { ["compression.type"] = "zstd" } }]);

        var configs = await admin.DescribeConfigsAsync([new ConfigResource { Type = ResourceType.Topic, Name = "orders" }]);

        Assert.Equal("zstd", configs[0].Entries["compression.type"].Value);
    }

    [Fact]
    public async Task Offsets_are_found_by_place()
    {
        var admin = World.WithOrders("a", "b", "c").AdminClient();
        await admin.DeleteRecordsAsync([World.At(1)]);

        Assert.Equal((1, 3), (await Find(admin, OffsetSpec.Earliest()), await Find(admin, OffsetSpec.Latest())));
        Assert.Equal((0, -1), (await Find(admin, OffsetSpec.MaxTimestamp()), await Find(admin, OffsetSpec.ForTimestamp(long.MaxValue))));
    }

    [Fact]
    public async Task A_partition_that_does_not_exist_faults_the_search_for_offsets()
    {
        var admin = World.WithOrders().AdminClient();
        var spec = new TopicPartitionOffsetSpec { TopicPartition = new TopicPartition("orders", 7), OffsetSpec = OffsetSpec.Latest() };

        var failure = await Assert.ThrowsAsync<ListOffsetsException>(() => admin.ListOffsetsAsync([spec]));

        Assert.Equal(ErrorCode.UnknownTopicOrPart, failure.Result.ResultInfos[0].TopicPartitionOffsetError.Error.Code);
    }

    [Fact]
    public async Task Settings_are_changed_one_by_one()
    {
        var admin = World.WithOrders().AdminClient();
        var orders = new ConfigResource { Type = ResourceType.Topic, Name = "orders" };

        await admin.IncrementalAlterConfigsAsync(new() { [orders] = [new ConfigEntry { Name = "retention.ms", Value = "7" }] });
        var failure = await Assert.ThrowsAsync<IncrementalAlterConfigsException>(() => admin.IncrementalAlterConfigsAsync(
            new() { [orders] = [new ConfigEntry { Name = "retention.ms", Value = "soon" }] }));

        Assert.Equal(ErrorCode.InvalidConfig, failure.Results[0].Error.Code);
        Assert.Equal("7", (await admin.DescribeConfigsAsync([orders]))[0].Entries["retention.ms"].Value);
    }

    private static async Task<long> Find(FakeAdminClient admin, OffsetSpec spec)
    {
        var found = await admin.ListOffsetsAsync([new TopicPartitionOffsetSpec { TopicPartition = World.Orders0, OffsetSpec = spec }]);
        return found.ResultInfos[0].TopicPartitionOffsetError.Offset.Value;
    }
}
