using Confluent.Kafka;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Worlds;
using static ChaosTests.Orders;

namespace ChaosTests;

/// <summary>Read, process and write in transactions: what is reported inside of one counts when it is committed.</summary>
public sealed class TransactionPromiseTests
{
    private static readonly ChaosOptions s_exactlyOnce = new() { Promises = Promises.ExactlyOnce, PairsMax = 0, SwarmRuns = 0 };

    private delegate void Step(IConsumer<string, string> consumer, IProducer<string, string> producer, ConsumeResult<string, string> order, ProcessContext context);

    [Fact]
    public void Offsets_in_the_same_transaction_give_each_record_one_effect() => Chaos.Test(World(InOneTransaction), s_exactlyOnce);

    [Fact]
    public void Offsets_that_are_committed_after_the_transaction_repeat_the_effect() => Breaks("exactly-once", (consumer, producer, order, context) =>
    {
        producer.BeginTransaction();
        Write(producer, order, context);
        producer.CommitTransaction();
        consumer.Commit(order);
    });

    [Fact]
    public void Offsets_outside_of_the_transaction_are_found_without_a_fault() => Assert.Equal(
        "offsets-outside-transaction",
        Assert.Throws<ChaosException>(() => Chaos.Test(
            World((consumer, producer, order, context) =>
            {
                producer.BeginTransaction();
                Write(producer, order, context);
                producer.CommitTransaction();
                consumer.Commit(order);
            }),
            s_exactlyOnce with { Promises = Promises.None.With(Promise.OffsetsInTransaction) })).Property);

    [Fact]
    public void Going_on_after_an_abort_without_reading_again_loses_the_record() => Breaks("at-least-once", (consumer, producer, order, context) =>
    {
        try
        {
            InOneTransaction(consumer, producer, order, context);
        }
        catch (InjectedFailureException)
        {
            producer.AbortTransaction();
        }
    });

    [Fact]
    public void Seeking_back_after_an_abort_holds() => Chaos.Test(
        World((consumer, producer, order, context) =>
        {
            try
            {
                InOneTransaction(consumer, producer, order, context);
            }
            catch (InjectedFailureException)
            {
                producer.AbortTransaction();
                consumer.Seek(order.TopicPartitionOffset);
            }
        }),
        s_exactlyOnce);

    private static void InOneTransaction(
        IConsumer<string, string> consumer, IProducer<string, string> producer, ConsumeResult<string, string> order, ProcessContext context)
    {
        producer.BeginTransaction();
        Write(producer, order, context);
        producer.SendOffsetsToTransaction(
            [new TopicPartitionOffset(order.TopicPartition, order.Offset + 1)], consumer.ConsumerGroupMetadata, TimeSpan.FromSeconds(30));
        producer.CommitTransaction();
    }

    private static void Write(IProducer<string, string> producer, ConsumeResult<string, string> order, ProcessContext context)
    {
        producer.Produce("invoices", new Message<string, string> { Key = order.Message.Key, Value = order.Message.Value });
        context.Processed(order);
    }

    private static void Breaks(string property, Step step) =>
        Assert.Equal(property, Assert.Throws<ChaosException>(() => Chaos.Test(World(step), s_exactlyOnce)).Property);

    /// <summary>A new producer with the id of the process fences the one of its last life.</summary>
    private static Action<World> World(Step step) => world =>
    {
        Fill(world, records: 2);
        world.Kafka.CreateTopic("invoices");
        world.Process("worker", context =>
        {
            using var producer = context.ProducerBuilder<string, string>(new ProducerConfig { TransactionalId = context.Name }).Build();
            producer.InitTransactions(TimeSpan.FromSeconds(30));
            Loop((consumer, order, _) => step(consumer, producer, order, context))(context);
        });
    };
}
