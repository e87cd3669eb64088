using System.Reflection;
using System.Text.RegularExpressions;
using Confluent.Kafka;
using OffsetGuard.Approval;
using OffsetGuard.Testing;

namespace SamplesTests;

/// <summary>The stories of docs/offsets.md, in its order: first those of one consumer.</summary>
public sealed partial class OffsetsPageTests
{
    [Fact]
    public void The_position_is_the_next_offset_to_read_and_the_log_end_the_next_to_write()
    {
        var kafka = new FakeKafka().CreateTopic("orders");
        kafka.Produce("orders", ("o-1", "created"), ("o-1", "paid"), ("o-1", "sent"));
        using var consumer = kafka.Consumer<string, string>("billing", "orders");

        var order = consumer.Consume(TimeSpan.FromSeconds(5));

        Assert.Equal(0, order.Offset.Value);
        Assert.Equal(1, consumer.Position(order.TopicPartition).Value);
        Assert.Equal(2, kafka.Client(consumer.Name).Partition("orders", 0).PrefetchedCount);   // read ahead, not handed over
        Assert.Equal(3, kafka.Topic("orders").LogEndOffset(0).Value);

        OffsetsPage.Shows(kafka.Timeline.OfTopic("orders"));
    }

    [Fact]
    public void The_offset_is_stored_before_the_record_is_processed()
    {
        var kafka = new FakeKafka().CreateTopic("orders").Produce("orders", ("o-1", "paid"), ("o-2", "paid"));
        var config = new ConsumerConfig { GroupId = "billing", AutoOffsetReset = AutoOffsetReset.Earliest };   // all else is a default
        var consumer = kafka.ConsumerBuilder<string, string>(config).Build();
        consumer.Subscribe("orders");

        consumer.Consume(TimeSpan.FromSeconds(5));    // o-1, and its processing takes long
        kafka.AdvanceTime(TimeSpan.FromSeconds(5));   // auto.commit.interval.ms
        consumer.Dispose();                           // the process dies before o-1 is done

        using var restarted = kafka.Consumer<string, string>("billing", "orders");
        Assert.Equal("o-2", restarted.Consume(TimeSpan.FromMinutes(1)).Message.Key);

        OffsetsPage.Shows(kafka.Timeline.OfTopic("orders"));
    }

    [Fact]
    public void A_restart_resumes_at_the_committed_offset_and_repeats_what_is_behind_it()
    {
        var kafka = new FakeKafka().CreateTopic("orders").Produce("orders", ("o-1", "paid"), ("o-2", "paid"));
        var consumer = kafka.Consumer<string, string>("billing", "orders");   // commits when it is told to
        consumer.Commit(consumer.Consume(TimeSpan.FromSeconds(5)));           // o-1 is processed, then committed
        consumer.Consume(TimeSpan.FromSeconds(5));                            // o-2 is processed, and the process ends
        consumer.Close();

        using var restarted = kafka.Consumer<string, string>("billing", "orders");
        Assert.Equal("o-2", restarted.Consume(TimeSpan.FromSeconds(5)).Message.Key);
        Assert.Equal(1, kafka.Group("billing").Committed("orders", 0).Value);

        OffsetsPage.Shows(kafka.Timeline.OfTopic("orders"));
    }

    [Fact]
    public void One_commit_covers_every_record_below_it()
    {
        var kafka = new FakeKafka().CreateTopic("orders").Produce("orders", ("o-1", "paid"), ("o-2", "paid"), ("o-3", "paid"));
        var consumer = kafka.Consumer<string, string>("billing", "orders");
        consumer.Consume(TimeSpan.FromSeconds(5));                 // o-1 goes to a slow task
        var second = consumer.Consume(TimeSpan.FromSeconds(5));    // o-2 to another one, which is done first
        consumer.Commit(second);
        consumer.Close();                                          // the process ends, o-1 is not done

        using var restarted = kafka.Consumer<string, string>("billing", "orders");
        Assert.Equal("o-3", restarted.Consume(TimeSpan.FromSeconds(5)).Message.Key);

        OffsetsPage.Shows(kafka.Timeline.OfTopic("orders"));
    }

    [Fact]
    public void Every_story_of_the_page_is_a_test()
    {
        var page = File.ReadAllText(Path.Combine(Approve.RepositoryRoot, OffsetsPage.Document));
        var sections = SectionStart().Matches(page).Select(m => m.Groups["name"].Value);

        var stories = typeof(OffsetsPageTests).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Select(m => m.Name).Where(n => n != nameof(Every_story_of_the_page_is_a_test));

        Assert.Equal(stories.Order(StringComparer.Ordinal), sections.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("^<!-- (?<name>\\w+) -->", RegexOptions.Multiline)]
    private static partial Regex SectionStart();
}
