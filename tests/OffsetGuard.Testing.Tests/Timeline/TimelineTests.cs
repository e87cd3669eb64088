using System.Runtime.CompilerServices;
using Confluent.Kafka;
using OffsetGuard.Broker;
using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Simulation;
using OffsetGuard.Testing.History;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Timeline;

public sealed class TimelineTests
{
    [Fact]
    public void A_commit_tells_from_where_to_where_by_whom_and_why()
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Subscribed(Manual);
        consumer.Commit(consumer.Next());
        consumer.Commit(consumer.Next());

        var commits = kafka.Timeline.Where(e => e.Operation == "OffsetCommit").ToList();

        Assert.Equal([Offset.Unset, 1], commits.Select(c => c.Before));
        Assert.Equal([1, 2], commits.Select(c => c.After!.Value));
        Assert.All(commits, c => Assert.Equal((consumer.Name, "billing", "Commit"), (c.Client, c.Group, c.Cause)));
        Assert.Equal("orders", Assert.Single(commits[0].Partitions).Topic);
    }

    [Fact]
    public void A_commit_that_moves_back_says_so()
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Consumer(Manual);
        consumer.Commit([At(2)]);

        consumer.Commit([At(1)]);

        Assert.Equal("committed orders[0] 2 → 1, which is back", kafka.Timeline[^1].Effect);
    }

    [Fact]
    public void A_refusal_has_a_code_and_its_reason()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Consumer(Manual);
        Assert.Throws<KafkaException>(() => consumer.Commit([new TopicPartitionOffset("order", 0, 1)]));

        var entry = kafka.Timeline.First(e => e.Error is not null);

        Assert.Equal(ErrorCode.UnknownTopicOrPart, entry.Error);
        Assert.Equal("OffsetCommit billing order[0]=1 refused: UnknownTopicOrPart", entry.Effect);
    }

    [Fact]
    public void A_stored_offset_stands_beside_the_position()
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Subscribed(ManualStore);
        var first = consumer.Next()!;
        consumer.StoreOffset(first);

        var told = kafka.Timeline.OfClient(consumer.Name).Select(e => e.Effect).TakeLast(2);

        Assert.Equal(["delivered orders[0]@0, position 1, stored none", "stored orders[0] none → 1"], told);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(600)]
    public void The_oldest_entries_go_and_the_text_says_how_to_keep_them(int entriesMax)
    {
        var kafka = new FakeKafka(new FakeKafkaOptions { TimelineEntriesMax = entriesMax }).CreateTopic("orders");
        for (var i = 0; i < 2000; i++)
        {
            kafka.Produce("orders", (null, "v"));
            kafka.AdvanceTime(TimeSpan.FromMilliseconds(1));   // at one instant they would be one entry
        }

        var timeline = kafka.Timeline;

        Assert.Equal((entriesMax, 2001 - entriesMax), (timeline.Count, timeline.DroppedCount));
        Assert.Equal(Enumerable.Range(2001 - entriesMax, entriesMax), timeline.Select(e => (int)e.After!.Value.Value));
        Assert.StartsWith(
            $"({timeline.DroppedCount} older entries were dropped; FakeKafkaOptions.TimelineEntriesMax keeps more)\n",
            timeline.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_a_throwing_handler_costs_is_told()
    {
        var kafka = WithOrders("a");
        var config = Manual;
        config.StatisticsIntervalMs = 1000;
        using var consumer = kafka.Subscribed(config, b => b.SetStatisticsHandler((_, _) => throw new InvalidOperationException()));
        kafka.AdvanceTime(TimeSpan.FromSeconds(1));

        Assert.Throws<InvalidOperationException>(() => consumer.Next());

        Assert.Contains(kafka.Timeline, e => e is { Effect: "orders[0]@0 dropped, it counts as delivered", Cause: "a handler threw" });
    }

    [Fact]
    public void Heartbeats_are_left_out_unless_every_request_is_asked_for()
    {
        var quiet = WithOneMember(TimelineDetail.Changes);
        var whole = WithOneMember(TimelineDetail.EveryRequest);

        Assert.DoesNotContain(quiet.Timeline, e => e.Operation == "Heartbeat");
        Assert.Contains(whole.Timeline, e => e.Operation == "Heartbeat");
    }

    [Fact]
    public void A_timeline_that_is_off_says_how_to_switch_it_on()
    {
        var kafka = WithOneMember(TimelineDetail.None);

        Assert.Empty(kafka.Timeline);
        Assert.Equal("No timeline is kept; FakeKafkaOptions.Timeline switches it on.\n", kafka.Timeline.ToString());
    }

    [Fact]
    public void A_filter_that_finds_nothing_lists_what_there_is()
    {
        var kafka = WithOneMember(TimelineDetail.Changes);

        var group = Assert.Throws<ArgumentException>(() => kafka.Timeline.OfGroup("biling")).Message;
        var topic = Assert.Throws<ArgumentException>(() => kafka.Timeline.OfTopic("order")).Message;
        var client = Assert.Throws<ArgumentException>(() => kafka.Timeline.OfClient("c")).Message;

        Assert.Contains("Existing groups: 'billing'.", group, StringComparison.Ordinal);
        Assert.Contains("Existing topics: 'orders'.", topic, StringComparison.Ordinal);
        Assert.Contains("Existing clients: 'broker', 'rdkafka#consumer-1', 'test'.", client, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_can_happen_has_words() => Assert.All(
        typeof(HistoryEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(HistoryEvent)) && !t.IsAbstract),
        type =>
        {
            var happened = (HistoryEvent)RuntimeHelpers.GetUninitializedObject(type);

            var failure = Record.Exception(() => TimelineEntry.Of(EntryOf(happened), new ClientName("c", null)));

            Assert.IsNotType<InvariantException>(failure);   // empty as it is, it may fail in another way
        });

    private static HistoryEntry EntryOf(HistoryEvent happened)
    {
        var entry = default(HistoryEntry);
        entry.Set(TimeSpan.Zero, clientId: 1, happened);
        return entry;
    }

    [Fact]
    public void A_timeline_that_was_looked_at_does_not_go_on()
    {
        var kafka = WithOrders("a");
        var before = kafka.Timeline;

        kafka.Produce("orders", (null, "b"));

        Assert.Equal("appended orders[0]@0, log end 0 → 1", before[^1].Effect);
        Assert.Equal("appended orders[0]@0..1, log end 0 → 2", kafka.Timeline[^1].Effect);
    }

    private static FakeKafka WithOneMember(TimelineDetail detail)
    {
        var kafka = new FakeKafka(new FakeKafkaOptions { Timeline = detail }).CreateTopic("orders");
        using var consumer = kafka.Subscribed(Manual);
        consumer.Next();
        return kafka;
    }
}
