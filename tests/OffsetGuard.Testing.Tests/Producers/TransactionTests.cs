using Confluent.Kafka;
using Confluent.Kafka.Admin;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Producers;

public sealed class TransactionTests
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Records_of_a_committed_transaction_are_read_and_the_position_passes_the_marker()
    {
        var kafka = WithOrders();
        using var producer = kafka.Transactional();
        using var consumer = kafka.Assigned(Manual);

        producer.BeginTransaction();
        await producer.ProduceAsync("orders", new() { Value = "a" });
        var whileOpen = consumer.Next();
        producer.CommitTransaction(s_timeout);

        Assert.Null(whileOpen);
        Assert.Equal("a", consumer.Next()?.Message.Value);
        Assert.Equal(1, consumer.Position(Orders0));
        Assert.Null(consumer.Next());
        Assert.Equal(2, consumer.Position(Orders0));
    }

    [Theory]
    [InlineData(IsolationLevel.ReadCommitted, "c")]
    [InlineData(IsolationLevel.ReadUncommitted, "a c")]
    public async Task Aborted_records_are_seen_by_who_reads_uncommitted_ones_only(IsolationLevel isolation, string expected)
    {
        var kafka = WithOrders();
        using var producer = kafka.Transactional();
        producer.BeginTransaction();
        await producer.ProduceAsync("orders", new() { Value = "a" });
        producer.AbortTransaction(s_timeout);
        producer.BeginTransaction();
        await producer.ProduceAsync("orders", new() { Value = "c" });
        producer.CommitTransaction(s_timeout);

        using var consumer = kafka.Assigned(new ConsumerConfig(Manual) { IsolationLevel = isolation });

        Assert.Equal(expected, string.Join(' ', consumer.Drain()));
        Assert.Equal(4, consumer.Position(Orders0));
    }

    [Fact]
    public void Offsets_sent_in_a_transaction_count_when_it_is_committed()
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Subscribed(Manual);
        consumer.Next();
        using var producer = kafka.Transactional();

        producer.BeginTransaction();
        producer.SendOffsetsToTransaction([At(1)], consumer.ConsumerGroupMetadata, s_timeout);
        Throws(ErrorCode.Local_TimedOut, () => consumer.Committed([Orders0], TimeSpan.FromSeconds(2)));
        producer.CommitTransaction(s_timeout);

        Assert.Equal(1, consumer.Committed([Orders0], s_timeout)[0].Offset);
    }

    [Fact]
    public async Task An_admin_who_asks_for_stable_offsets_is_told_which_ones_a_transaction_holds()
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Subscribed(Manual);
        consumer.Next();
        using var producer = kafka.Transactional();
        producer.BeginTransaction();
        producer.SendOffsetsToTransaction([At(1)], consumer.ConsumerGroupMetadata, s_timeout);

        var stable = new ListConsumerGroupOffsetsOptions { RequireStableOffsets = true };
        var failure = await Assert.ThrowsAsync<ListConsumerGroupOffsetsException>(
            () => kafka.AdminClient().ListConsumerGroupOffsetsAsync([new("billing", [Orders0])], stable));

        Assert.Equal(ErrorCode.UnstableOffsetCommit, failure.Results[0].Partitions[0].Error.Code);
        Assert.Equal(Offset.Unset, (await kafka.AdminClient().ListConsumerGroupOffsetsAsync([new("billing", [Orders0])]))[0].Partitions[0].Offset);
    }

    [Fact]
    public void Group_metadata_of_another_client_is_refused()
    {
        using var producer = WithOrders().Transactional();
        producer.BeginTransaction();

        Assert.Throws<ArgumentException>(() => producer.SendOffsetsToTransaction([At(1)], new ForeignMetadata(), s_timeout));
    }

    [Fact]
    public void Metadata_of_an_old_generation_demands_an_abort()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Manual);
        consumer.Next();
        var old = consumer.ConsumerGroupMetadata;
        consumer.Unsubscribe();
        consumer.Subscribe("orders");
        consumer.Next();
        using var producer = kafka.Transactional();
        producer.BeginTransaction();

        Assert.Throws<KafkaTxnRequiresAbortException>(() => producer.SendOffsetsToTransaction([At(1)], old, s_timeout));
        Assert.Throws<KafkaTxnRequiresAbortException>(() => producer.CommitTransaction(s_timeout));
        producer.AbortTransaction(s_timeout);
        producer.BeginTransaction();
    }

    [Fact]
    public async Task A_second_instance_fences_the_first_one_for_good()
    {
        var kafka = WithOrders();
        using var first = kafka.Transactional();
        first.BeginTransaction();
        await first.ProduceAsync("orders", new() { Value = "a" });
        using var second = kafka.Transactional();

        var refused = await Assert.ThrowsAsync<ProduceException<Null, string>>(() => first.ProduceAsync("orders", new() { Value = "b" }));
        var fenced = Assert.Throws<KafkaException>(() => first.AbortTransaction(s_timeout));

        Assert.Equal(ErrorCode.InvalidProducerEpoch, refused.Error.Code);
        Assert.Equal((ErrorCode.Local_Fenced, true), (fenced.Error.Code, fenced.Error.IsFatal));
    }

    [Fact]
    public async Task A_refused_record_costs_the_next_transaction_its_first_batch_there()
    {
        var kafka = WithOrders();
        using var producer = kafka.Transactional();
        var tooLate = new Message<Null, string> { Value = "a", Timestamp = new Timestamp(kafka.Now.AddHours(2)) };
        producer.BeginTransaction();
        await Assert.ThrowsAsync<ProduceException<Null, string>>(() => producer.ProduceAsync("orders", tooLate));
        producer.AbortTransaction(s_timeout);

        producer.BeginTransaction();
        var purged = await Assert.ThrowsAsync<ProduceException<Null, string>>(() => producer.ProduceAsync("orders", new() { Value = "b" }));
        producer.AbortTransaction(s_timeout);
        producer.BeginTransaction();
        await producer.ProduceAsync("orders", new() { Value = "c" });
        producer.CommitTransaction(s_timeout);

        Assert.Equal(ErrorCode.Local_PurgeQueue, purged.Error.Code);
        Assert.Equal(["c"], kafka.Assigned(Manual).Drain());
    }

    [Fact]
    public void Calls_in_the_wrong_order_change_nothing()
    {
        var kafka = WithOrders();
        using var plain = kafka.Producer(new ProducerConfig());
        using var producer = kafka.Producer(new ProducerConfig { TransactionalId = "x" });

        Throws(ErrorCode.Local_NotConfigured, plain.BeginTransaction);
        Throws(ErrorCode.Local_State, producer.BeginTransaction);
        producer.InitTransactions(s_timeout);
        Throws(ErrorCode.Local_State, () => producer.InitTransactions(s_timeout));
        Throws(ErrorCode.Local_State, () => producer.AbortTransaction(s_timeout));
        producer.BeginTransaction();
        producer.CommitTransaction(s_timeout);
    }

    private sealed class ForeignMetadata : IConsumerGroupMetadata;
}
