using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OffsetGuard.Broker.Clients.Consumers;
using OffsetGuard.Broker.Clients.Producers;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Simulation;
using OffsetGuard.Broker.Tests.Scenarios;

namespace OffsetGuard.Broker.Tests.Simulation;

/// <summary>
/// A wire that does anything to the first messages and then calms down: an idempotent producer still writes everything once and in order, two
/// consumers of one group still read everything, and the invariants hold after every step.
/// </summary>
public sealed class UnreliableWireTests
{
    private const int RecordCount = 8;
    private static readonly TopicPartition s_orders0 = new("orders", 0);

    // The seed is fixed: the same wires on every run.
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(2026, 1);

    [Fact]
    public void Whatever_happens_to_messages_everything_is_written_once_and_read()
    {
        var passage = Gen.Frequency(
            (6, Gen.Constant(Passage.Deliver)),
            (1, Gen.Constant(Passage.Lose)),
            (1, Gen.Choose(1, 90).Select(seconds => Passage.Delay(TimeSpan.FromSeconds(seconds)))),
            (1, Gen.Choose(0, 90).Select(seconds => Passage.Duplicate(TimeSpan.FromSeconds(seconds)))));

        Prop.ForAll(Arb.From(passage.ListOf(60)), passages => Run([.. passages])).Check(s_config);
    }

    private static void Run(IReadOnlyList<Passage> passages)
    {
        var world = ConsumerScenario.With("orders", partitions: 1);
        world.Cluster.Wire = new UnreliableWire(passages);
        var settings = new ProducerSettings { IsIdempotent = true, MessageTimeout = TimeSpan.Zero };
        var producer = world.Cluster.Connect(id => new ProducerModel(id, settings, world.Cluster.Choice, _ => { }));
        var impatient = ConsumerScenario.Settings with { SessionTimeout = TimeSpan.FromSeconds(20), MaxPollInterval = TimeSpan.FromSeconds(60) };
        ConsumerModel[] consumers = [world.Consumer(impatient), world.Consumer(impatient)];
        var read = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var consumer in consumers)
            consumer.Subscribe(["orders"], world.Cluster.Now);

        for (var i = 0; i < RecordCount; i++)
        {
            producer.Produce(s_orders0, new NewRecord(null, Scenario.Bytes($"v{i}"), 0), world.Cluster.Now, context: null);
            ReadFor(TimeSpan.FromSeconds(20));
        }

        ReadFor(TimeSpan.FromMinutes(10));

        var expected = Enumerable.Range(0, RecordCount).Select(i => $"v{i}").ToList();
        Assert.Equal(expected, Written(world));
        Assert.Equal(expected, read);
        Assert.Equal(RecordCount, world.Committed(s_orders0));

        void ReadFor(TimeSpan time)
        {
            var until = world.Cluster.Now + time;
            while (world.Cluster.Step(until))
            {
                foreach (var consumer in consumers)
                {
                    consumer.BeginPoll();
                    while (world.Consume(consumer) is { } delivery)
                        read.Add(Encoding.UTF8.GetString(delivery.Record.Value));
                    consumer.EndPoll(world.Cluster.Now);
                }
            }
        }
    }

    private static List<string> Written(ConsumerScenario world)
    {
        var partition = world.Cluster.Kafka.Topics.Find("orders")!.Partitions[0];
        var slice = partition.Log.Read(0, partition.HighWatermark);
        return [.. Enumerable.Range(0, slice.Count).Select(i => Encoding.UTF8.GetString(slice[i].Value))];
    }

    /// <summary>One passage for each message, in order, until they are used up.</summary>
    private sealed class UnreliableWire(IReadOnlyList<Passage> passages) : IWire
    {
        private int _next;

        public Passage OfRequest(in Call call) => Next();

        public Passage OfReply(in Answer answer)
        {
            var passage = Next();
            return passage.Kind == PassageKind.Duplicate ? Passage.Deliver : passage;   // a client takes one reply only
        }

        private Passage Next() => _next < passages.Count ? passages[_next++] : Passage.Deliver;
    }
}
