using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OffsetGuard.Broker.Clients.Consumers;
using OffsetGuard.Broker.Clients.Producers;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;

namespace OffsetGuard.Broker.Tests.Simulation;

/// <summary>Random ways through a small cluster. What was on the way does not matter, what it left behind does, and nothing else decides what comes.</summary>
public sealed class RandomFingerprintTests
{
    private const string Seed = "a";
    private static readonly TopicPartition s_orders0 = new("orders", 0);

    // The seed is fixed: the same ways on every run.
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(2026, 1);

    public enum Step
    {
        Produce,
        ProduceOther,
        Commit,
        CommitAgain,
        Restart,
        ComeAndGo,
        StandStill,
        Wait,
        Look,
        Transact,
        LeaveTransactionOpen,
    }

    [Theory]
    [InlineData("classic")]
    [InlineData("consumer")]
    public void At_rest_a_state_is_its_records_and_committed_offsets(string protocol)
    {
        var byContent = new Dictionary<string, ulong>(StringComparer.Ordinal);
        var repeated = 0;

        Prop.ForAll(Arb.From(Ways(Step.Produce, Step.Look)), way =>
        {
            var world = Go(way, protocol);
            world.Advance(TimeSpan.FromMinutes(2));
            var (content, fingerprint) = (ContentOf(world), world.Cluster.Fingerprint());
            repeated += byContent.ContainsKey(content) ? 1 : 0;
            byContent.TryAdd(content, fingerprint);
            Assert.Equal(byContent[content], fingerprint);
        }).Check(s_config);

        Assert.Equal(byContent.Count, byContent.Values.Distinct().Count());
        Assert.True(byContent.Count > 20 && repeated > 20, $"{byContent.Count} contents and {repeated} other ways to them say little");
    }

    [Theory]
    [InlineData("classic")]
    [InlineData("consumer")]
    public void States_with_the_same_fingerprint_have_the_same_future(string protocol)
    {
        var futures = new Dictionary<ulong, string>();
        var repeated = 0;

        var arbitrary = Arb.From(Ways(Step.Produce, Step.LeaveTransactionOpen).Zip(Gen.Elements(0, 13, 50)));
        Prop.ForAll(arbitrary, run =>
        {
            var world = Go(run.Item1, protocol);
            world.Advance(TimeSpan.FromSeconds(run.Item2));
            var fingerprint = world.Cluster.Fingerprint();
            var future = FutureOf(world, protocol);
            repeated += futures.ContainsKey(fingerprint) ? 1 : 0;
            futures.TryAdd(fingerprint, future);
            Assert.Equal(futures[fingerprint], future);
        }).Check(s_config);

        Assert.True(repeated > 10, $"{repeated} states that were met again say little");
    }

    private static Gen<Step[]> Ways(Step first, Step last) =>
        Gen.Choose(0, 6).SelectMany(count => Gen.Elements(Enum.GetValues<Step>().Where(s => s >= first && s <= last)).ArrayOf(count));

    private static ConsumerSettings SettingsOf(string protocol) => ConsumerScenario.Settings with
    {
        IsAutoCommit = false,
        Protocol = protocol == "consumer" ? GroupKind.Consumer : GroupKind.Classic,
    };

    /// <summary>Walks; at the end every consumer is killed.</summary>
    private static ConsumerScenario Go(Step[] way, string protocol)
    {
        var world = ConsumerScenario.With("orders", partitions: 1).Produce(s_orders0, Seed);
        var consumer = Join(world, protocol);
        foreach (var step in way)
            consumer = Do(step, world, consumer, protocol);
        world.Cluster.Disconnect(consumer);
        return world;
    }

    private static ConsumerModel Do(Step step, ConsumerScenario world, ConsumerModel consumer, string protocol)
    {
        switch (step)
        {
            case Step.Produce or Step.ProduceOther:
                world.Produce(s_orders0, step == Step.Produce ? "b" : "c");
                break;
            case Step.Commit or Step.CommitAgain:
                world.Commit(consumer, s_orders0, nextOffset: step == Step.Commit ? 1 : 0);
                break;
            case Step.Restart:
                world.Cluster.Disconnect(consumer);
                return Join(world, protocol);
            case Step.ComeAndGo:
                world.Cluster.Disconnect(Join(world, protocol));
                break;
            case Step.StandStill:
                world.Cluster.Freeze(consumer);
                world.Advance(TimeSpan.FromSeconds(20));
                world.Cluster.Thaw(consumer);
                break;
            case Step.Wait:
                world.Advance(TimeSpan.FromSeconds(7));
                break;
            case Step.Look:
                _ = world.Cluster.Fingerprint();
                break;
            case Step.Transact or Step.LeaveTransactionOpen:
                Transact(world, isLeftOpen: step == Step.LeaveTransactionOpen);
                break;
        }

        return consumer;
    }

    private static void Transact(ConsumerScenario world, bool isLeftOpen)
    {
        var settings = new ProducerSettings { TransactionalId = "t", IsIdempotent = true, TransactionTimeout = TimeSpan.FromSeconds(20) };
        var producer = world.Cluster.Connect(id => new ProducerModel(id, settings, world.Cluster.Choice, _ => { }));
        producer.Transaction.Init();
        world.Advance(TimeSpan.FromSeconds(1));
        producer.Transaction.Begin();
        producer.Produce(s_orders0, new NewRecord(null, Scenario.Bytes("t"), 0), world.Cluster.Now, context: null);
        world.Advance(TimeSpan.FromSeconds(1));
        if (!isLeftOpen)
            producer.Transaction.Commit(world.Cluster.Now);
        world.Advance(TimeSpan.FromSeconds(1));
        world.Cluster.Disconnect(producer);
    }

    private static ConsumerModel Join(ConsumerScenario world, string protocol)
    {
        var consumer = world.Consumer(SettingsOf(protocol));
        consumer.Subscribe(["orders"], world.Cluster.Now);
        Read(world, consumer, TimeSpan.FromSeconds(10));
        return consumer;
    }

    /// <summary>What the records and the committed offset are, in the words of a reader.</summary>
    private static string ContentOf(ConsumerScenario world)
    {
        var text = new StringBuilder();
        var log = world.Cluster.Kafka.Topics.Find("orders")!.Partitions[0].Log;
        for (var offset = 0L; offset < log.LogEndOffset; offset++)
            text.Append(Encoding.UTF8.GetString(log.Read(offset, offset + 1)[0].Value));
        return $"{text} {world.Committed(s_orders0)}";
    }

    /// <summary>What the next consumer sees and does, and the state that this leads to.</summary>
    private static string FutureOf(ConsumerScenario world, string protocol)
    {
        var consumer = world.Consumer(SettingsOf(protocol));
        consumer.Subscribe(["orders"], world.Cluster.Now);
        var read = Read(world, consumer, TimeSpan.FromMinutes(7));
        var commit = world.Commit(consumer);
        return $"{read} {commit} {world.Cluster.Fingerprint()}";
    }

    private static string Read(ConsumerScenario world, ConsumerModel consumer, TimeSpan time)
    {
        var (began, text) = (world.Cluster.Now, new StringBuilder());
        while (world.Cluster.Now < began + time)
        {
            if (world.Consume(consumer, TimeSpan.FromSeconds(5)) is { } delivery)
                text.Append($"{delivery.Record.Offset}:{Encoding.UTF8.GetString(delivery.Record.Value)} after {world.Cluster.Now - began}, ");
        }

        return text.ToString();
    }
}
