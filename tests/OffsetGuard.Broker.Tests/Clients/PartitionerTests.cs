using OffsetGuard.Broker.Clients.Producers;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Clients;

public sealed class PartitionerTests
{
    [Theory]
    [InlineData("a", 6, 3)]
    [InlineData("b", 6, 5)]
    [InlineData("key1", 6, 4)]
    [InlineData("user-42", 6, 1)]
    [InlineData("äö", 6, 0)]
    [InlineData("0", 6, 5)]
    [InlineData("hello world", 6, 3)]
    [InlineData("key1", 2, 0)]
    [InlineData("key1", 3, 1)]
    [InlineData("key1", 4, 0)]
    [InlineData("key1", 10, 6)]
    public void A_key_lands_where_librdkafka_puts_it(string key, int partitionCount, int partition) =>
        Assert.Equal(partition, Partitioner.PartitionOf(Bytes(key), partitionCount, new RotatingChoice()));

    [Theory]
    [InlineData("a", 3904355907)]
    [InlineData("key1", 744252496)]
    public void The_checksum_is_zlibs(string key, uint checksum) => Assert.Equal(checksum, Partitioner.Crc32(Bytes(key)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_missing_or_empty_key_leaves_the_partition_to_choice(string? key)
    {
        var choice = new RotatingChoice();

        var partitions = Enumerable.Range(0, 4).Select(_ => Partitioner.PartitionOf(Bytes(key), 3, choice));

        Assert.Equal([0, 1, 2, 0], partitions);
    }
}
