using Confluent.Kafka;
using OffsetGuard.Approval;
using OffsetGuard.Testing.Inspection;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Inspection;

/// <summary>What groups, logs and clients look like: approved texts.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void A_log_shows_markers_aborted_and_open_records_and_its_marks() =>
        Approve.Text(WithTransactions().Topic("paid").ToText());

    [Fact]
    public void A_log_as_json() => Approve.Text(WithTransactions().Topic("paid").ToJson());

    [Fact]
    public void A_group_shows_members_offsets_and_what_is_pending()
    {
        var kafka = WithTransactions();
        using var consumer = kafka.Subscribed(Manual);
        consumer.Next();

        Approve.Text(kafka.Group("billing").ToText());
    }

    [Fact]
    public void A_group_as_json()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Manual);
        consumer.Commit(consumer.Next());

        Approve.Text(kafka.Group("billing").ToJson());
    }

    [Fact]
    public void A_client_shows_position_stored_committed_and_read_ahead()
    {
        var kafka = WithOrders("a", "b", "c");
        using var consumer = kafka.Subscribed(Manual);
        consumer.Commit(consumer.Next());
        consumer.Next();

        var client = kafka.Client(consumer.Name);

        Assert.Equal($"{consumer.Name}: orders[0] position 2, stored 2, committed 1, 1 read ahead", client.ToString());
        Assert.Equal((2, 2, 1), (client.Partition("orders", 0).Position.Value, client.Partition("orders", 0).Stored.Value, client.Partition("orders", 0).Committed.Value));
        Approve.Text(client.ToJson());
    }

    [Fact]
    public void A_pause_throws_away_what_was_read_ahead()
    {
        var kafka = WithOrders("a", "b", "c");
        using var consumer = kafka.Subscribed(Manual);
        consumer.Next();

        consumer.Pause([Orders0]);

        var partition = kafka.Client(consumer.Name).Partition("orders", 0);
        Assert.Equal((true, 0), (partition.IsPaused, partition.PrefetchedCount));
    }

    [Fact]
    public void Records_tell_keys_values_headers_and_gaps()
    {
        var kafka = new FakeKafka().CreateTopic("orders");
        using var producer = kafka.ProducerBuilder<string, string>(new ProducerConfig()).Build();
        producer.ProduceAsync("orders", new Message<string, string> { Key = "o-1", Value = "paid", Headers = [new Header("trace", [1])] });

        var record = Assert.Single(kafka.Topic("orders").Partition(0).Records);

        Assert.Equal(("o-1", "paid", FakeRecordKind.Committed, false), (record.KeyText, record.ValueText, record.Kind, record.IsMarker));
        Assert.Equal("trace", Assert.Single(record.Headers).Key);
        Assert.Equal("@0 o-1=paid", record.ToString());
    }

    [Fact]
    public async Task A_log_that_was_looked_at_outlives_its_records()
    {
        var kafka = WithOrders("a", "b");
        var before = kafka.Topic("orders");

        using var admin = kafka.AdminClient();
        await admin.DeleteRecordsAsync([At(2)]);

        Assert.Equal(["a", "b"], before.Values(0));
        Assert.Empty(kafka.Topic("orders").Values(0));
        Assert.Equal((0, 2), (before.Partition(0).LogStartOffset.Value, kafka.Topic("orders").Partition(0).LogStartOffset.Value));
    }

    [Fact]
    public void What_is_missing_is_answered_with_what_there_is()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Manual);
        consumer.Next();

        var member = Assert.Throws<ArgumentException>(() => kafka.Group("billing").Member("m1")).Message;
        var client = Assert.Throws<ArgumentException>(() => kafka.Client("worker")).Message;
        var partition = Assert.Throws<ArgumentException>(() => kafka.Client(consumer.Name).Partition("orders", 7)).Message;

        Assert.Contains("Existing members: 'rdkafka-00001'.", member, StringComparison.Ordinal);
        Assert.Contains($"Existing clients: '{consumer.Name}'.", client, StringComparison.Ordinal);
        Assert.Contains("Existing partitions: 'orders[0]'.", partition, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_there_is_can_be_listed()
    {
        var kafka = WithOrders("a").CreateTopic("paid");
        using var consumer = kafka.Subscribed(Manual);
        consumer.Commit(consumer.Next());

        Assert.Equal(["__consumer_offsets", "orders", "paid"], kafka.Topics.Select(t => t.Name));
        Assert.Equal("billing", Assert.Single(kafka.Groups).Id);
        Assert.Equal(consumer.Name, Assert.Single(kafka.Clients).Name);
    }

    /// <summary>One aborted transaction, one committed, and one that is open, with an offset of "billing" pending in it.</summary>
    private static FakeKafka WithTransactions()
    {
        var kafka = WithOrders("a", "b").CreateTopic("paid");
        using var reader = kafka.Consumer(Manual);
        reader.Commit([At(1)]);
        var producer = kafka.ProducerBuilder<Null, string>(new ProducerConfig { TransactionalId = "biller" }).Build();
        producer.InitTransactions(TimeSpan.FromSeconds(10));

        Produce(producer, "wrong");
        producer.AbortTransaction();
        Produce(producer, "right");
        producer.CommitTransaction();
        Produce(producer, "perhaps");
        producer.SendOffsetsToTransaction([At(2)], reader.ConsumerGroupMetadata, TimeSpan.FromSeconds(10));
        return kafka;
    }

    private static void Produce(IProducer<Null, string> producer, string value)
    {
        producer.BeginTransaction();
        producer.Produce("paid", new Message<Null, string> { Value = value });
        producer.Flush(TimeSpan.FromSeconds(10));
    }
}
