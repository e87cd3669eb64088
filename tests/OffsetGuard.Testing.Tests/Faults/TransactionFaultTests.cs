using Confluent.Kafka;
using OffsetGuard.Testing.Faults;
using OffsetGuard.Testing.Tests.Producers;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Faults;

/// <summary>Transactions through lost and refused requests: exactly once, or not at all.</summary>
public sealed class TransactionFaultTests
{
    private static readonly TimeSpan s_enough = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_short = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(Operation.InitTransactions)]
    [InlineData(Operation.AddPartitions)]
    [InlineData(Operation.AddOffsets)]
    [InlineData(Operation.SendOffsets)]
    [InlineData(Operation.EndTransaction)]
    public async Task Whichever_request_is_lost_the_transaction_commits_once(Operation operation)
    {
        foreach (var isReplyLost in new[] { false, true })
        {
            var kafka = WithOrders("in").CreateTopic("copies");
            var scope = kafka.Faults.On(operation);
            _ = isReplyLost ? scope.LoseReply() : scope.LoseRequest();

            await Copy(kafka);

            using var reader = kafka.Consumer(new ConsumerConfig(Manual) { GroupId = "reader" });
            reader.Assign(new TopicPartitionOffset("copies", 0, 0));
            Assert.Equal(["in"], reader.Drain());
            Assert.Equal(1, kafka.Committed());
            kafka.Faults.AssertAllFired();
        }
    }

    [Theory]
    [InlineData(Operation.InitTransactions)]
    [InlineData(Operation.AddPartitions)]
    [InlineData(Operation.AddOffsets)]
    [InlineData(Operation.SendOffsets)]
    [InlineData(Operation.EndTransaction)]
    public async Task A_coordinator_that_cannot_answer_yet_is_asked_again(Operation operation)
    {
        var kafka = WithOrders("in").CreateTopic("copies");
        kafka.Faults.On(operation).Fail(ErrorCode.GroupLoadInProgress).Times(3);

        await Copy(kafka);

        Assert.Equal(1, kafka.Committed());
        kafka.Faults.AssertAllFired();
    }

    [Fact]
    public async Task A_commit_that_takes_too_long_is_resumed_by_calling_it_again()
    {
        var kafka = WithOrders();
        using var producer = kafka.Transactional();
        producer.BeginTransaction();
        await producer.ProduceAsync("orders", new() { Value = "a" });
        kafka.Faults.On(Operation.EndTransaction).LoseReply();

        Assert.Throws<KafkaRetriableException>(() => producer.CommitTransaction(s_short));
        producer.CommitTransaction(s_enough);

        using var reader = kafka.Assigned(Manual);
        Assert.Equal(["a"], reader.Drain());
    }

    [Fact]
    public async Task A_batch_that_is_refused_for_good_demands_an_abort()
    {
        var kafka = WithOrders();
        using var producer = kafka.Transactional();
        producer.BeginTransaction();
        kafka.Faults.On(Operation.Produce).Fail(ErrorCode.MsgSizeTooLarge);
        await Assert.ThrowsAsync<ProduceException<Null, string>>(() => producer.ProduceAsync("orders", new() { Value = "a" }));

        Assert.Throws<KafkaTxnRequiresAbortException>(() => producer.CommitTransaction(s_enough));
        producer.AbortTransaction(s_enough);

        producer.BeginTransaction();   // it is usable again
    }

    [Fact]
    public void Offsets_of_an_old_generation_demand_an_abort()
    {
        var kafka = WithOrders("in");
        using var consumer = kafka.Subscribed(Manual);
        consumer.Next();
        using var producer = kafka.Transactional();
        producer.BeginTransaction();
        kafka.Faults.On(Operation.SendOffsets).Partition("orders", 0).Fail(ErrorCode.IllegalGeneration);

        var sent = Assert.Throws<KafkaTxnRequiresAbortException>(
            () => producer.SendOffsetsToTransaction([At(1)], consumer.ConsumerGroupMetadata, s_enough));

        Assert.Equal(ErrorCode.IllegalGeneration, sent.Error.Code);
        Assert.Equal(Offset.Unset, kafka.Committed());
    }

    [Fact]
    public void A_fenced_producer_is_finished()
    {
        var kafka = WithOrders();
        using var producer = kafka.Transactional();
        producer.BeginTransaction();
        kafka.Faults.On(Operation.AddPartitions).Fail(ErrorCode.ProducerFenced);

        producer.Produce("orders", new() { Value = "a" });
        var error = Assert.ThrowsAny<KafkaException>(() => producer.CommitTransaction(s_enough)).Error;

        Assert.Equal((ErrorCode.Local_Fenced, true), (error.Code, error.IsFatal));
    }

    private static async Task Copy(FakeKafka kafka)
    {
        using var consumer = kafka.Subscribed(Manual);
        var record = consumer.Next()!;
        using var producer = kafka.Producer(new ProducerConfig { TransactionalId = "x", SocketTimeoutMs = 5000 });
        producer.InitTransactions(s_enough);
        producer.BeginTransaction();
        await producer.ProduceAsync("copies", new() { Value = record.Message.Value });
        producer.SendOffsetsToTransaction([At(1)], consumer.ConsumerGroupMetadata, s_enough);
        producer.CommitTransaction(s_enough);
    }
}
