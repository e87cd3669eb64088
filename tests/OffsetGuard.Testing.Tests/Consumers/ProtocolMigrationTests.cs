using Confluent.Kafka;
using Confluent.Kafka.Admin;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Consumers;

/// <summary>A service that changes group.protocol while its instances are restarted one by one.</summary>
public sealed class ProtocolMigrationTests
{
    [Fact]
    public void Instances_of_both_protocols_share_the_partitions_and_the_offsets_stay()
    {
        var kafka = Orders();
        using var old = kafka.Subscribed(Manual);
        old.Commit(old.Next());
        using var renewed = kafka.Subscribed(NewProtocol());

        Poll(old, renewed);

        Assert.Equal((1, 1), (old.Assignment.Count, renewed.Assignment.Count));
        Assert.Equal(ConsumerGroupType.Consumer, kafka.Group("billing").Type);
        Assert.Equal(1, kafka.Group("billing").Offsets.Sum(o => o.Offset.Value));
    }

    [Fact]
    public void The_last_instance_of_the_consumer_protocol_takes_the_group_back_with_it()
    {
        var kafka = Orders();
        using var old = kafka.Subscribed(Manual);
        old.Next();
        var renewed = kafka.Subscribed(NewProtocol());
        Poll(old, renewed);

        renewed.Close();
        Poll(old);

        Assert.Equal((ConsumerGroupType.Classic, 2), (kafka.Group("billing").Type, old.Assignment.Count));
    }

    [Fact]
    public void Once_the_last_classic_instance_is_gone_the_rest_goes_on()
    {
        var kafka = Orders();
        var old = kafka.Subscribed(Manual);
        old.Next();
        using var renewed = kafka.Subscribed(NewProtocol());
        Poll(old, renewed);

        old.Close();
        Poll(renewed);

        Assert.Equal(2, renewed.Assignment.Count);
    }

    [Fact]
    public void Where_migration_is_switched_off_the_newcomer_is_of_no_use()
    {
        var settings = new Dictionary<string, string> { ["group.consumer.migration.policy"] = "disabled" };
        var kafka = new FakeKafka(new FakeKafkaOptions { BrokerSettings = settings }).CreateTopic("orders", 2);
        using var old = kafka.Subscribed(Manual);
        old.Next();
        using var renewed = kafka.Subscribed(NewProtocol());

        var error = Assert.Throws<ConsumeException>(() => renewed.Next()).Error;

        Assert.Equal((ErrorCode.GroupIdNotFound, true), (error.Code, error.IsFatal));
        Assert.Equal(2, old.Assignment.Count);
    }

    [Fact]
    public void A_cooperative_classic_member_loses_only_what_moves()
    {
        var kafka = Orders();
        var revoked = new List<int>();
        var config = new ConsumerConfig(Manual) { PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky };
        using var old = kafka.Subscribed(config, b => b.SetPartitionsRevokedHandler((_, gone) => { revoked.Add(gone.Count); }));
        old.Next();
        using var renewed = kafka.Subscribed(NewProtocol());

        Poll(old, renewed);

        Assert.Equal([1], revoked);
        Assert.Equal((1, 1), (old.Assignment.Count, renewed.Assignment.Count));
    }

    [Fact]
    public void Static_instances_change_the_protocol_and_back_and_every_one_keeps_its_partition()
    {
        var kafka = Orders();
        IConsumer<Null, string>[] instances = [kafka.Subscribed(Static("1", GroupProtocol.Classic)), kafka.Subscribed(Static("2", GroupProtocol.Classic))];
        Poll(instances);
        var before = instances.SelectMany(i => i.Assignment).ToList();
        var types = new List<ConsumerGroupType>();

        foreach (var (index, protocol) in new[] { (0, GroupProtocol.Consumer), (1, GroupProtocol.Consumer), (1, GroupProtocol.Classic), (0, GroupProtocol.Classic) })
        {
            instances[index].Close();
            instances[index] = kafka.Subscribed(Static($"{index + 1}", protocol));
            Poll(instances);
            types.Add(kafka.Group("billing").Type);
        }

        Assert.Equal(before, instances.SelectMany(i => i.Assignment));
        Assert.Equal([ConsumerGroupType.Consumer, ConsumerGroupType.Consumer, ConsumerGroupType.Consumer, ConsumerGroupType.Classic], types);
    }

    private static ConsumerConfig Static(string instanceId, GroupProtocol protocol) =>
        new(Manual) { GroupInstanceId = instanceId, GroupProtocol = protocol };

    private static FakeKafka Orders() => new FakeKafka().CreateTopic("orders", 2).Produce("orders", (null, "a"), (null, "b"));

    private static ConsumerConfig NewProtocol() => new(Manual) { GroupProtocol = GroupProtocol.Consumer };

    private static void Poll(params IConsumer<Null, string>[] consumers)
    {
        for (var round = 0; round < 20; round++)
        {
            foreach (var consumer in consumers)
                consumer.Consume(TimeSpan.FromSeconds(2));
        }
    }
}
