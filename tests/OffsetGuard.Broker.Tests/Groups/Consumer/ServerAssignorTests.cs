using System.Collections.Immutable;
using OffsetGuard.Broker.Groups.Consumer.Assignors;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Tests.Groups.Consumer;

/// <summary>The assignors of the broker. Members are m1, m2, ...; partitions are written as t0, u1.</summary>
public sealed class ServerAssignorTests
{
    private static readonly AssignableTopic[] s_topics = [new(1, "t", 4), new(2, "u", 2)];

    [Theory]
    [InlineData("m1: t0 t1 t2 t3 u0 u1|m2:", "m1: t0 t1 t2|m2: t3 u0 u1")]
    [InlineData("m1: t0 t1 t2|m2: t3 u0 u1|m3:", "m1: t0 t1|m2: t3 u0|m3: t2 u1")]
    [InlineData("m1:|m2: t0 t1 t2 t3", "m1: t3 u0 u1|m2: t0 t1 t2")]
    [InlineData("m1:|m2:|m3:|m4: t0 t1 t2 t3 u0 u1", "m1: t2 t3|m2: u0|m3: u1|m4: t0 t1")]
    public void Uniform_balances_and_moves_no_more_than_it_must(string before, string after) => Assert.Equal(after, Assign("uniform", before));

    [Theory]
    [InlineData("m1: t0 t1 t2 t3 u0 u1|m2:", "m1: t0 t1 u0|m2: t2 t3 u1")]
    [InlineData("m1:|m2:|m3:", "m1: t0 t1 u0|m2: t2 u1|m3: t3")]
    public void Range_gives_each_member_the_same_block_of_every_topic(string before, string after) => Assert.Equal(after, Assign("range", before));

    [Fact]
    public void Range_puts_static_members_first()
    {
        AssignableMember[] members = [new("m1", null, [s_topics[1]], []), new("m2", "z", [s_topics[1]], []), new("m3", "a", [s_topics[1]], [])];

        Assert.Equal("m1:|m2: u1|m3: u0", Text(ServerAssignor.Find("range")!.Assign(members)));
    }

    [Fact]
    public void Of_members_with_different_topics_nobody_could_give_a_partition_to_one_with_two_fewer()
    {
        AssignableMember[] members =
        [
            new("m1", null, [s_topics[0]], [.. s_topics[0].Partitions]),
            new("m2", null, s_topics, [.. s_topics[1].Partitions]),
            new("m3", null, [s_topics[1]], []),
        ];

        Assert.Equal("m1: t0 t1 t2|m2: t3 u0|m3: u1", Text(ServerAssignor.Find("uniform")!.Assign(members)));
    }

    [Fact]
    public void What_a_member_does_not_read_any_more_is_taken_from_it()
    {
        AssignableMember[] members = [new("m1", null, [s_topics[1]], [.. s_topics[0].Partitions]), new("m2", null, s_topics, [])];

        Assert.Equal("m1: u0 u1|m2: t0 t1 t2 t3", Text(ServerAssignor.Find("uniform")!.Assign(members)));
    }

    [Fact]
    public void Uniform_is_the_broker_s_own_choice() => Assert.Equal("uniform", ServerAssignor.Default.Name);

    private static string Assign(string assignor, string before)
    {
        var members = before.Split('|').Select(m => m.Split(':'))
            .Select(m => new AssignableMember(m[0], null, s_topics, [.. m[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Parse)])).ToList();
        return Text(ServerAssignor.Find(assignor)!.Assign(members));
    }

    private static TopicIdPartition Parse(string text) =>
        s_topics.First(t => t.Name == text[..1]).Partitions.ElementAt(int.Parse(text[1..], System.Globalization.CultureInfo.InvariantCulture));

    private static string Text(IReadOnlyDictionary<string, ImmutableSortedSet<TopicIdPartition>> targets) => string.Join('|', targets
        .OrderBy(t => t.Key, StringComparer.Ordinal)
        .Select(t => $"{t.Key}:{string.Concat(t.Value.Select(p => $" {p.Partition.Topic}{p.Partition.Partition}"))}"));
}
