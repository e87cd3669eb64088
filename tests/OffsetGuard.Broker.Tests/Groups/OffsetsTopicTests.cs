using OffsetGuard.Broker.Groups;

namespace OffsetGuard.Broker.Tests.Groups;

public sealed class OffsetsTopicTests
{
    [Theory]
    [InlineData("g", 3)]
    [InlineData("my-group", 12)]
    [InlineData("orders", 31)]
    [InlineData("test-group", 12)]
    [InlineData("group-1", 49)]
    [InlineData("payments-consumer", 26)]
    public void A_group_lives_in_the_partition_that_Java_computes(string groupId, int partition) =>
        Assert.Equal(partition, OffsetsTopic.PartitionIndexOf(groupId));

    [Fact]
    public void A_hash_without_an_absolute_value_counts_as_zero() =>
        Assert.Equal(0, OffsetsTopic.PartitionIndexOf("polygenelubricants"));   // the hash is int.MinValue
}
