using OffsetGuard.Broker.Clients.Assignment;
using OffsetGuard.Broker.Clients.Consumers;
using OffsetGuard.Broker.Clients.Producers;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Simulation;
using OffsetGuard.Broker.Tests.Scenarios;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Simulation;

/// <summary>Which states are one, and which are told apart.</summary>
public sealed class FingerprintTests
{
    private static readonly TopicPartition s_orders0 = At("orders", 0);

    private readonly ConsumerScenario _world = NewWorld();

    private static ConsumerSettings Settings => ConsumerScenario.Settings with { IsAutoCommit = false };

    [Theory]
    [InlineData("eager")]
    [InlineData("cooperative")]
    [InlineData("consumer")]
    public void A_consumer_that_is_killed_and_started_again_leaves_the_same_state_each_time(string protocol)
    {
        var afterKill = new HashSet<ulong>();
        var afterSession = new HashSet<ulong>();

        for (var life = 0; life < 4; life++)
        {
            var consumer = Join(_world, SettingsOf(protocol));
            _world.Commit(consumer, s_orders0, nextOffset: 1);
            _world.Cluster.Disconnect(consumer);
            afterKill.Add(_world.Cluster.Fingerprint());
            _world.Advance(TimeSpan.FromMinutes(1));
            afterSession.Add(_world.Cluster.Fingerprint());
        }

        Assert.Single(afterKill);
        Assert.Single(afterSession);
    }

    [Fact]
    public void A_consumer_that_comes_back_before_its_former_self_is_given_up_meets_the_same_state_each_time()
    {
        var seen = new HashSet<ulong>();

        for (var life = 0; life < 6; life++)
        {
            var consumer = Join(_world, Settings);
            PollFor(_world, consumer, TimeSpan.FromMinutes(1));   // until the former one is given up
            _world.Commit(consumer, s_orders0, nextOffset: 1);
            _world.Cluster.Disconnect(consumer);
            _world.Advance(TimeSpan.FromSeconds(20));
            if (life > 0)   // the first one has nobody before it
                seen.Add(_world.Cluster.Fingerprint());
        }

        Assert.Single(seen);
    }

    [Fact]
    public void A_transactional_producer_that_is_killed_and_started_again_leaves_the_same_state_each_time()
    {
        var settings = new ProducerSettings { TransactionalId = "t", IsIdempotent = true, TransactionTimeout = TimeSpan.FromSeconds(30) };
        var seen = new HashSet<ulong>();

        for (var life = 0; life < 4; life++)
        {
            var producer = _world.Cluster.Connect(id => new ProducerModel(id, settings, _world.Cluster.Choice, _ => { }));
            producer.Transaction.Init();
            _world.Settle();
            _world.Cluster.Disconnect(producer);
            _world.Advance(TimeSpan.FromMinutes(1));
            seen.Add(_world.Cluster.Fingerprint());
        }

        Assert.Single(seen);
    }

    [Fact]
    public void A_broker_that_fails_and_comes_back_leaves_the_same_state_each_time()
    {
        _world.Cluster.Disconnect(Prepare(_world));
        _world.Advance(TimeSpan.FromMinutes(1));
        var seen = new HashSet<ulong>();

        for (var life = 0; life < 3; life++)
        {
            _world.Cluster.Kill(brokerId: 1);
            _world.Advance(TimeSpan.FromMinutes(1));
            _world.Cluster.Start(brokerId: 1);
            _world.Advance(TimeSpan.FromMinutes(1));
            seen.Add(_world.Cluster.Fingerprint());
        }

        Assert.Single(seen);
    }

    [Fact]
    public void A_request_that_was_lost_counts_as_long_as_its_client_waits_for_it()
    {
        var producer = _world.Cluster.Connect(id => new ProducerModel(id, new ProducerSettings(), _world.Cluster.Choice, _ => { }));
        var before = _world.Cluster.Fingerprint();
        _world.Cluster.Wire = new LosingWire();
        producer.Produce(s_orders0, new NewRecord(null, Bytes("d"), 0), _world.Cluster.Now, context: null);

        _world.Advance(TimeSpan.FromSeconds(1));
        var lost = _world.Cluster.Fingerprint();
        _world.Cluster.Disconnect(producer);
        var other = NewWorld();
        var neverSent = other.Cluster.Fingerprint();

        Assert.NotEqual(before, lost);
        Assert.Equal(neverSent, _world.Cluster.Fingerprint());
    }

    [Fact]
    public void A_state_can_be_looked_at_as_if_a_client_were_gone()
    {
        var consumer = Prepare(_world);
        var producer = Transaction(_world);

        var withoutBoth = _world.Cluster.FingerprintWithout([consumer, producer]);
        Assert.NotEqual(_world.Cluster.Fingerprint(), withoutBoth);
        _world.Cluster.Disconnect(consumer);
        _world.Cluster.Disconnect(producer);

        Assert.Equal(_world.Cluster.Fingerprint(), withoutBoth);
    }

    [Fact]
    public void Time_that_passes_while_nothing_is_under_way_changes_nothing()
    {
        Join(_world, Settings);
        var alone = NewWorld();

        var before = (_world.Cluster.Fingerprint(), alone.Cluster.Fingerprint());
        _world.Advance(TimeSpan.FromSeconds(30));   // ten heartbeats
        alone.Advance(TimeSpan.FromDays(1));

        Assert.Equal(before, (_world.Cluster.Fingerprint(), alone.Cluster.Fingerprint()));
    }

    [Theory]
    [InlineData("another committed offset")]
    [InlineData("one more record")]
    [InlineData("another record")]
    [InlineData("a record of an open transaction")]
    [InlineData("offsets that wait for the end of a transaction")]
    [InlineData("one more member")]
    [InlineData("a member whose session ends sooner")]
    [InlineData("one more topic")]
    [InlineData("a consumer that stands still")]
    [InlineData("a consumer that is further on")]
    [InlineData("a consumer that is gone")]
    public void States_are_told_apart_by(string difference)
    {
        var other = NewWorld();
        var (consumer, otherConsumer) = (Prepare(_world), Prepare(other));
        Assert.Equal(_world.Cluster.Fingerprint(), other.Cluster.Fingerprint());

        Change(_world, consumer, difference == "another record" ? "one more record" : "");
        Change(other, otherConsumer, difference);

        Assert.NotEqual(_world.Cluster.Fingerprint(), other.Cluster.Fingerprint());
    }

    [Fact]
    public void To_look_at_a_state_does_not_change_it()
    {
        var looked = NewWorld();
        var consumer = Prepare(looked);
        for (var i = 0; i < 3; i++)
        {
            looked.Produce(s_orders0, "more");
            _ = looked.Cluster.Fingerprint();
        }

        Prepare(_world);
        _world.Produce(s_orders0, "more").Produce(s_orders0, "more").Produce(s_orders0, "more");

        Assert.Equal(_world.Cluster.Fingerprint(), looked.Cluster.Fingerprint());
        Assert.NotNull(looked.Consume(consumer));
    }

    private static ConsumerScenario NewWorld() => ConsumerScenario.With("orders", partitions: 2).Produce(s_orders0, "a", "b", "c");

    /// <summary>A consumer that is in its group for some seconds.</summary>
    private static ConsumerModel Join(ConsumerScenario world, ConsumerSettings settings)
    {
        var consumer = world.Consumer(settings);
        consumer.Subscribe(["orders"], world.Cluster.Now);
        PollFor(world, consumer, TimeSpan.FromSeconds(10));
        return consumer;
    }

    private static void PollFor(ConsumerScenario world, ConsumerModel consumer, TimeSpan time)
    {
        var until = world.Cluster.Now + time;
        while (world.Cluster.Now < until)
            world.Consume(consumer, TimeSpan.FromSeconds(1));
    }

    private static ConsumerSettings SettingsOf(string protocol) => protocol switch
    {
        "consumer" => Settings with { Protocol = GroupKind.Consumer },
        "cooperative" => Settings with { Assignors = [Assignor.CooperativeSticky] },
        _ => Settings,
    };

    private static ConsumerModel Prepare(ConsumerScenario world)
    {
        var consumer = Join(world, Settings);
        world.Commit(consumer, s_orders0, nextOffset: 1);
        return consumer;
    }

    private static void Change(ConsumerScenario world, ConsumerModel consumer, string difference)
    {
        switch (difference)
        {
            case "another committed offset":
                world.Commit(consumer, s_orders0, nextOffset: 2);
                break;
            case "one more record" or "another record":
                world.Produce(s_orders0, difference == "one more record" ? "d" : "e");
                break;
            case "a record of an open transaction":
                ProduceInTransaction(world);
                break;
            case "offsets that wait for the end of a transaction":
                Transaction(world).Transaction.SendOffsets("billing", MemberStamp.Outsider, [new PartitionOffset(s_orders0, new OffsetAndEpoch(3, -1))]);
                world.Settle();
                break;
            case "one more member":
                Join(world, Settings);
                break;
            case "a member whose session ends sooner":
                world.Cluster.Freeze(consumer);
                world.Advance(TimeSpan.FromSeconds(10));
                world.Cluster.Thaw(consumer);
                break;
            case "one more topic":
                world.Cluster.Kafka.Topics.Add("bills", 1);
                break;
            case "a consumer that stands still":
                world.Cluster.Freeze(consumer);
                break;
            case "a consumer that is further on":
                consumer.Seek(new PartitionOffset(s_orders0, new OffsetAndEpoch(2, -1)));
                world.Settle();
                break;
            case "a consumer that is gone":
                world.Cluster.Disconnect(consumer);
                break;
        }
    }

    private static void ProduceInTransaction(ConsumerScenario world)
    {
        Transaction(world).Produce(s_orders0, new NewRecord(null, Bytes("d"), 0), world.Cluster.Now, context: null);
        world.Advance(TimeSpan.FromMilliseconds(10));
    }

    private static ProducerModel Transaction(ConsumerScenario world)
    {
        var settings = new ProducerSettings { TransactionalId = "t", IsIdempotent = true };
        var producer = world.Cluster.Connect(id => new ProducerModel(id, settings, world.Cluster.Choice, _ => { }));
        producer.Transaction.Init();
        world.Settle();
        producer.Transaction.Begin();
        return producer;
    }

    private sealed class LosingWire : IWire
    {
        public Passage OfRequest(in Call call) => Passage.Lose;

        public Passage OfReply(in Answer answer) => Passage.Deliver;
    }
}
