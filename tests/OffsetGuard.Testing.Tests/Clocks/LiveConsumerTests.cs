using Confluent.Kafka;
using OffsetGuard.Broker.Simulation;
using static OffsetGuard.Testing.Tests.Clocks.LiveThreads;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Clocks;

/// <summary>Several threads, one cluster.</summary>
public sealed class LiveConsumerTests
{
    private const int Producers = 4;
    private const int RecordsEach = 500;

    [Fact]
    public async Task Close_lets_a_Consume_on_another_thread_end_with_nothing()
    {
        var kafka = NewKafka().CreateTopic("orders");
        using var consumer = kafka.Subscribed(Manual);
        consumer.Consume(0);
        var consuming = Start(() => consumer.Consume(Timeout.Infinite));

        consumer.Close();

        Assert.True(await EndsWithNothing(consuming));
        Assert.Equal(0, kafka.Group("billing").MemberCount);
    }

    [Fact]
    public async Task Dispose_ends_a_Consume_on_another_thread()
    {
        var kafka = NewKafka().CreateTopic("orders");
        using var consumer = kafka.Subscribed(Manual);
        var consuming = Start(() => consumer.Consume(Timeout.Infinite));

        consumer.Dispose();

        Assert.True(await EndsWithNothing(consuming));
    }

    [Fact]
    public async Task A_Consume_with_a_token_learns_that_its_consumer_was_closed()
    {
        var kafka = NewKafka().CreateTopic("orders");
        using var consumer = kafka.Subscribed(Manual);
        consumer.Consume(0);
        var consuming = Start(() => consumer.Consume(CancellationToken.None));

        consumer.Close();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => consuming.Safe());
    }

    [Fact]
    public async Task Two_members_on_two_threads_share_the_partitions()
    {
        var kafka = NewKafka().CreateTopic("orders", partitions: 2);
        using var stopping = new CancellationTokenSource(SafetyTimeout);
        var isShared = new CountdownEvent(2);

        var members = Enumerable.Range(0, 2).Select(_ => Start(() => ConsumeUntilItHasOne(kafka, isShared, stopping.Token))).ToList();
        var assignments = await Task.WhenAll(members).Safe();

        Assert.Equal([Orders0, Orders1], assignments.SelectMany(a => a).Order());
        Assert.All(assignments, a => Assert.Single(a));
    }

    [Fact]
    public async Task Nothing_is_lost_between_four_producers_and_a_group_that_changes()
    {
        var kafka = NewKafka().CreateTopic("orders", partitions: 6);
        var read = new SortedSet<string>(StringComparer.Ordinal);
        var invariants = new Invariants();
        using var stopping = new CancellationTokenSource();

        var consumers = Enumerable.Range(0, 3).Select(i => Start(() => ConsumeAndRejoin(kafka, read, i, stopping.Token))).ToList();
        await Task.WhenAll(Enumerable.Range(0, Producers).Select(p => Start(() => Produce(kafka, p)))).Safe();
        kafka.Host.Change(_ => invariants.Check(kafka.Host.Cluster.Kafka));
        kafka.RunUntil(() => CommittedCount(kafka) == Producers * RecordsEach, SafetyTimeout);
        stopping.Cancel();
        await Task.WhenAll(consumers).Safe();

        Assert.Equal(Producers * RecordsEach, read.Count);
        kafka.Host.Change(_ => invariants.Check(kafka.Host.Cluster.Kafka));
        Assert.True(kafka.Group("billing").Generation >= 3, $"{kafka.Group("billing")}");
    }

    private static async Task<bool> EndsWithNothing(Task<ConsumeResult<Null, string>> consuming)
    {
        try
        {
            return await consuming.Safe() is null;
        }
        catch (ObjectDisposedException)
        {
            return true;   // it had not begun yet
        }
    }

    private static List<TopicPartition> ConsumeUntilItHasOne(FakeKafka kafka, CountdownEvent isShared, CancellationToken stopping)
    {
        using var consumer = kafka.Subscribed(Brisk);
        var isCounted = false;
        while (!isShared.IsSet)
        {
            stopping.ThrowIfCancellationRequested();
            consumer.Consume(10);
            if (!isCounted && consumer.Assignment.Count == 1)
            {
                isCounted = true;
                isShared.Signal();
            }
        }

        return consumer.Assignment;
    }

    private static void Produce(FakeKafka kafka, int number)
    {
        using var producer = kafka.ProducerBuilder<Null, string>(new ProducerConfig { LingerMs = 1 }).Build();
        for (var i = 0; i < RecordsEach; i++)
            producer.Produce("orders", new Message<Null, string> { Value = $"{number}-{i}" });
        producer.Flush(CancellationToken.None);
    }

    /// <summary>Every member leaves and comes back after some records, so that the group never rests for long.</summary>
    private static void ConsumeAndRejoin(FakeKafka kafka, SortedSet<string> read, int number, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            using var consumer = kafka.Subscribed(Brisk);
            for (var count = 0; count < 200 + (50 * number) && !stopping.IsCancellationRequested;)
            {
                if (consumer.Consume(20) is not { } record)
                    continue;
                count++;
                lock (read)
                    read.Add(record.Message.Value);

                CommitUnlessRebalancing(consumer, record);
            }

            consumer.Close();
        }
    }

    private static void CommitUnlessRebalancing(IConsumer<Null, string> consumer, ConsumeResult<Null, string> record)
    {
        try
        {
            consumer.Commit(record);
        }
        catch (KafkaException refused) when (refused.Error.Code is ErrorCode.RebalanceInProgress or ErrorCode.IllegalGeneration or ErrorCode.UnknownMemberId)
        {
            // Another member reads it again: at least once.
        }
    }

    private static long CommittedCount(FakeKafka kafka) =>
        Enumerable.Range(0, 6).Sum(p => Math.Max(0, kafka.Group("billing").Committed("orders", p).Value));
}
