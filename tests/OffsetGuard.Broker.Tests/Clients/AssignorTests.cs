using OffsetGuard.Broker.Clients.Assignment;
using OffsetGuard.Broker.Groups.Classic;

namespace OffsetGuard.Broker.Tests.Clients;

/// <summary>The tables of the specification, section 13.4, recorded with librdkafka's assignors.</summary>
public sealed class AssignorTests
{
    private static readonly Dictionary<string, int> s_topics = new(StringComparer.Ordinal) { ["t"] = 5, ["u"] = 3, ["w"] = 2 };

    [Theory]
    [InlineData("range", "t0 t1 u0 w0", "t2 t3 u1 w1", "t4 u2")]
    [InlineData("roundrobin", "t0 t3 u1 w1", "t1 t4 u2", "t2 u0 w0")]
    public void Three_members_that_want_everything(string assignor, params string[] plan) =>
        Assert.Equal(plan, Assign(assignor, ["t", "u", "w"], ["t", "u", "w"], ["t", "u", "w"]));

    [Theory]
    [InlineData("range", "t0 t1 t2", "t3 t4 u0 u1", "u2")]
    [InlineData("roundrobin", "t0 t2 t4", "t1 t3 u0 u2", "u1")]
    public void Members_that_want_different_topics(string assignor, params string[] plan) =>
        Assert.Equal(plan, Assign(assignor, ["t"], ["t", "u"], ["u"]));

    [Fact]
    public void With_fewer_partitions_than_members_the_last_one_gets_nothing() =>
        Assert.Equal(["w0", "w1", ""], Assign("range", ["w"], ["w"], ["w"]));

    [Fact]
    public void A_subscribed_topic_that_does_not_exist_has_no_partitions() =>
        Assert.Equal(["w0", "w1"], Assign("roundrobin", ["nothing", "w"], ["w"]));

    [Fact]
    public void The_order_in_which_members_are_listed_does_not_matter()
    {
        JoinedMember[] members = [new("b", new Subscription(["t"])), new("a", new Subscription(["t"]))];

        var plan = Assignor.Range.Assign(members, s_topics);

        Assert.Equal((3, 2), (plan["a"].Count, plan["b"].Count));
    }

    private static string[] Assign(string name, params string[][] subscriptions)
    {
        var assignor = name == "range" ? Assignor.Range : Assignor.RoundRobin;
        var members = subscriptions.Select((topics, i) => new JoinedMember($"{(char)('a' + i)}", new Subscription(topics))).ToList();
        var plan = assignor.Assign(members, s_topics);
        return [.. members.Select(m => string.Join(" ", plan[m.MemberId].Select(p => $"{p.Topic}{p.Partition}")))];
    }
}
