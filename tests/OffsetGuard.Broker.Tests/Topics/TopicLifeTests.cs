using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using OffsetGuard.Broker.Topics;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Topics;

public sealed class TopicLifeTests
{
    [Theory]
    [InlineData("cleanup.policy", "shrink")]
    [InlineData("retention.ms", "-2")]
    [InlineData("min.cleanable.dirty.ratio", "1.5")]
    [InlineData("no.such.setting", "1")]
    public void A_topic_with_a_setting_that_Kafka_refuses_is_not_created(string name, string value)
    {
        var broker = WithOrders();

        var reply = broker.Ask<CreateTopicReply>(
            new CreateTopicRequest("bills", 1) { Config = new Dictionary<string, string> { [name] = value } });

        Assert.Equal(ErrorCode.InvalidConfig, reply.Error);
        Assert.Contains(name, reply.Message, StringComparison.Ordinal);
        Assert.Null(broker.Kafka.Topics.Find("bills"));
    }

    [Fact]
    public void Two_names_that_differ_in_dot_and_underscore_collide()
    {
        var broker = WithOrders();
        broker.Ask<CreateTopicReply>(new CreateTopicRequest("a.b", 1));

        Assert.Equal(ErrorCode.InvalidTopic, broker.Ask<CreateTopicReply>(new CreateTopicRequest("a_b", 1)).Error);
    }

    [Fact]
    public void More_copies_than_brokers_are_refused() => Assert.Equal(
        ErrorCode.InvalidReplicationFactor,
        WithOrders().Ask<CreateTopicReply>(new CreateTopicRequest("bills", 1) { ReplicationFactor = 3 }).Error);

    [Fact]
    public void Partitions_are_added_and_never_taken_away()
    {
        var broker = WithOrders();

        Assert.Equal(ErrorCode.None, broker.Ask<CreatePartitionsReply>(new CreatePartitionsRequest("orders", 3)).Error);
        Assert.Equal(ErrorCode.InvalidPartitions, broker.Ask<CreatePartitionsReply>(new CreatePartitionsRequest("orders", 3)).Error);
        Assert.Equal(ErrorCode.InvalidPartitions, broker.Ask<CreatePartitionsReply>(new CreatePartitionsRequest("orders", 1)).Error);
        Assert.Equal(3, broker.Kafka.Topics.Find("orders")!.Partitions.Count);
    }

    [Fact]
    public void A_deleted_topic_takes_the_committed_offsets_of_all_groups_along()
    {
        var broker = WithOrders();
        broker.Ask<OffsetCommitReply>(new OffsetCommitRequest("billing", MemberStamp.Outsider, [new(Orders0, new OffsetAndEpoch(3, -1))]));

        broker.Ask<DeleteTopicReply>(new DeleteTopicRequest("orders"));

        var reply = broker.Ask<OffsetFetchReply>(new OffsetFetchRequest("billing", [Orders0]));
        Assert.Equal(OffsetAndEpoch.Unset, reply.Offsets[0].Position);
    }

    [Fact]
    public void A_fetch_that_waits_learns_that_its_topic_is_gone()
    {
        var broker = WithOrders();
        var fetch = broker.Fetch(Orders0, 0);

        broker.Ask<DeleteTopicReply>(new DeleteTopicRequest("orders"));

        Assert.Equal(ErrorCode.UnknownTopicOrPartition, broker.ReplyTo<FetchReply>(fetch)!.Error);
    }

    [Fact]
    public void A_topic_created_again_is_another_topic()
    {
        var broker = WithOrders();
        broker.Produce(Orders0, "a");
        var id = broker.Kafka.Topics.Find("orders")!.Id;

        broker.Ask<DeleteTopicReply>(new DeleteTopicRequest("orders"));
        broker.Ask<CreateTopicReply>(new CreateTopicRequest("orders", 1));

        Assert.NotEqual(id, broker.Kafka.Topics.Find("orders")!.Id);
        Assert.Empty(broker.Offsets());
    }

    [Theory]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    public void Asking_for_a_topic_creates_it_where_brokers_create_topics(string isEnabled, int expectedCount)
    {
        var options = ClusterOptions.From(new Dictionary<string, string> { ["auto.create.topics.enable"] = isEnabled });

        var reply = Scenario.With("orders", 1, options).Ask<MetadataReply>(new MetadataRequest { ToCreate = "bills" });

        Assert.Equal(expectedCount, reply.Topics.Count(t => t.Key == "bills"));
    }
}
