using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Tests.Topics;

public sealed class CreateTopicHandlerTests
{
    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("with space")]
    [InlineData("ä")]
    public void A_name_that_Kafka_refuses_is_refused(string name) => Assert.Equal(ErrorCode.InvalidTopic, Create(name, 1));

    [Fact]
    public void A_name_may_have_249_letters_and_not_one_more()
    {
        Assert.Equal(ErrorCode.None, Create(new string('a', 249), 1));
        Assert.Equal(ErrorCode.InvalidTopic, Create(new string('a', 250), 1));
    }

    [Fact]
    public void A_topic_needs_a_partition() => Assert.Equal(ErrorCode.InvalidPartitions, Create("payments", 0));

    [Fact]
    public void A_topic_exists_once() => Assert.Equal(ErrorCode.TopicAlreadyExists, Create("orders", 1));

    private static ErrorCode Create(string name, int partitionCount) =>
        Scenario.With("orders", partitions: 1).Ask<CreateTopicReply>(new CreateTopicRequest(name, partitionCount)).Error;
}
