using OffsetGuard.Broker.Groups.Consumer;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Groups.Consumer;

/// <summary>Patterns that the broker matches: against whole names, now and then.</summary>
public sealed class PatternSubscriptionTests
{
    [Theory]
    [InlineData("(^orders)", "orders")]
    [InlineData("(^o.*)", "orders orders-2")]
    [InlineData("(^rders)", "")]
    [InlineData("(^orders-2)|(^refunds)", "orders-2 refunds")]
    public void A_pattern_has_to_match_a_whole_name(string pattern, string topics)
    {
        var broker = With("orders", partitions: 1);
        broker.Kafka.Topics.Add("orders-2", 1);
        broker.Kafka.Topics.Add("refunds", 1);

        broker.Beat(Join(pattern));

        Assert.Equal(topics, Topics(broker.Beat("billing", "m1", epoch: 1)) ?? "");
    }

    [Fact]
    public void The_topics_come_with_the_second_heartbeat_because_the_look_up_is_a_task_of_its_own()
    {
        var broker = With("orders", partitions: 1);

        var joined = broker.Beat(Join("(^o.*)"));
        var next = broker.Beat("billing", "m1", epoch: 1);

        Assert.Equal(("", "orders", 2), (Topics(joined), Topics(next), next.Epoch));
    }

    [Fact]
    public void New_topics_are_looked_for_every_ten_seconds_at_most()
    {
        var broker = With("orders", partitions: 1);
        broker.Beat(Join("(^o.*)"));
        broker.Beat("billing", "m1", epoch: 1);
        broker.Kafka.Topics.Add("orders-2", 1);

        broker.Advance(TimeSpan.FromSeconds(9)).Beat("billing", "m1", epoch: 2);
        var early = broker.Beat("billing", "m1", epoch: 2);
        broker.Advance(TimeSpan.FromSeconds(2)).Beat("billing", "m1", epoch: 2);
        var later = broker.Beat("billing", "m1", epoch: 2);

        Assert.Null(Topics(early));
        Assert.Equal("orders orders-2", Topics(later));
    }

    [Fact]
    public void A_pattern_that_is_replaced_before_it_can_be_looked_up_takes_nothing_away_yet()
    {
        var broker = With("orders", partitions: 1);
        broker.Beat(Join("(^o.*)"));
        broker.Beat("billing", "m1", epoch: 1);

        broker.Beat(BeatOf("billing", "m1", 2) with { Topics = [], Pattern = "(^r.*)" });

        Assert.Equal(["m1 2 Stable 0"], broker.Standing("billing"));
    }

    [Fact]
    public void Who_comes_with_a_pattern_that_is_known_gets_its_share_at_once()
    {
        var broker = With("orders", partitions: 2);
        broker.Beat(Join("(^o.*)"));
        broker.Beat("billing", "m1", epoch: 1);

        broker.Beat(Join("(^o.*)") with { MemberId = "m2" });

        Assert.Equal(3, broker.ConsumerGroup("billing").TargetEpoch);
        Assert.All(broker.ConsumerGroup("billing").Members, m => Assert.Single(m.Target));
    }

    [Theory]
    [InlineData("(^o", false)]
    [InlineData(@"(^(o)\1)", false)]
    [InlineData("(^o(?=r).*)", false)]
    [InlineData("(^[a-o]+[^x]*$)", true)]
    public void Back_references_and_look_around_are_refused_as_by_RE2(string pattern, bool isValid)
    {
        var broker = With("orders", partitions: 1);

        Assert.Equal(isValid ? ErrorCode.None : ErrorCode.InvalidRegularExpression, broker.Beat(Join(pattern)).Error);
    }

    [Fact]
    public void A_pattern_that_nobody_uses_any_more_is_forgotten()
    {
        var broker = With("orders", partitions: 1);
        broker.Beat(Join("(^o.*)"));

        broker.Beat(BeatOf("billing", "m1", 1) with { Topics = ["orders"], Pattern = "" });

        Assert.Empty(broker.Reload("billing").ConsumerGroup("billing").Patterns);
    }

    private static ConsumerGroupHeartbeatRequest Join(string pattern) => JoinOf("billing", "m1") with { Topics = [], Pattern = pattern };

    private static string? Topics(ConsumerGroupHeartbeatReply reply) =>
        reply.Assignment is { } assigned ? string.Join(' ', assigned.Select(p => p.Partition.Topic)) : null;
}
