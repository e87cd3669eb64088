using Confluent.Kafka;
using Confluent.Kafka.Admin;
using OffsetGuard.Testing.Faults;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Faults;

/// <summary>Admin clients report what a broker refuses, and give up where none answers.</summary>
public sealed class AdminFaultTests
{
    [Fact]
    public async Task A_topic_that_may_not_be_created_is_reported()
    {
        var kafka = new FakeKafka();
        kafka.Faults.On(Operation.CreateTopic).Topic("orders").Fail(ErrorCode.TopicAuthorizationFailed);
        using var admin = kafka.AdminClient();

        var failure = await Assert.ThrowsAsync<CreateTopicsException>(
            () => admin.CreateTopicsAsync([new TopicSpecification { Name = "orders" }, new TopicSpecification { Name = "others" }]));

        Assert.Equal([ErrorCode.TopicAuthorizationFailed, ErrorCode.NoError], failure.Results.Select(r => r.Error.Code));
        Assert.Throws<ArgumentException>(() => kafka.Topic("orders"));
    }

    [Theory]
    [InlineData(Operation.CreateTopic)]
    [InlineData(Operation.Metadata)]
    [InlineData(Operation.ListGroups)]
    public async Task A_question_that_is_lost_ends_in_a_timeout(Operation operation)
    {
        var kafka = new FakeKafka();
        kafka.Faults.On(operation).LoseRequest();
        using var admin = kafka.AdminClient();

        Task Ask() => operation switch
        {
            Operation.CreateTopic => admin.CreateTopicsAsync([new TopicSpecification { Name = "orders" }]),
            Operation.Metadata => admin.DescribeTopicsAsync(TopicCollection.OfTopicNames(["orders"])),
            _ => admin.ListConsumerGroupsAsync(),
        };

        Assert.Equal(ErrorCode.Local_TimedOut, (await Assert.ThrowsAsync<KafkaException>(Ask)).Error.Code);
        Assert.Equal(TimeSpan.FromSeconds(60), kafka.Now - new FakeKafka().Now);
    }

    [Fact]
    public async Task A_topic_whose_creation_was_not_confirmed_exists_all_the_same()
    {
        var kafka = new FakeKafka();
        kafka.Faults.On(Operation.CreateTopic).LoseReply();
        using var admin = kafka.AdminClient();

        await Assert.ThrowsAsync<KafkaException>(() => admin.CreateTopicsAsync([new TopicSpecification { Name = "orders" }]));

        Assert.Equal(1, kafka.Topic("orders").PartitionCount);
    }

    [Fact]
    public async Task A_group_that_cannot_be_deleted_now_is_reported()
    {
        var kafka = WithOrders("a");
        using (var consumer = kafka.Subscribed(Manual))
        {
            consumer.Commit(consumer.Next());
            consumer.Close();
        }

        kafka.Faults.On(Operation.DeleteGroups).Group("billing").Fail(ErrorCode.NotCoordinatorForGroup);
        using var admin = kafka.AdminClient();

        await Assert.ThrowsAsync<DeleteGroupsException>(() => admin.DeleteGroupsAsync(["billing"]));

        Assert.Equal(1, kafka.Committed());
    }
}
