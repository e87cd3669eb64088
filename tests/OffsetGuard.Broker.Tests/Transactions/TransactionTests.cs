using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using OffsetGuard.Broker.Transactions;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Transactions;

public sealed class TransactionTests
{
    private static readonly TopicPartition s_orders = At("orders", 0);

    [Fact]
    public void The_oldest_open_transaction_holds_the_last_stable_offset()
    {
        var broker = Scenario.With("orders", partitions: 1);
        var (older, younger) = (Open(broker, "older"), Open(broker, "younger"));
        broker.ProduceInTransaction(older, 0, s_orders, "o");
        broker.ProduceInTransaction(younger, 0, s_orders, "y");
        var whileBothAreOpen = broker.LastStableOffset(s_orders);

        broker.End("older", older, TransactionEnd.Commit);

        Assert.Equal((0, 1), (whileBothAreOpen, broker.LastStableOffset(s_orders)));
    }

    [Fact]
    public void A_marker_takes_one_offset_in_each_partition_of_the_transaction()
    {
        var broker = Scenario.With("orders", partitions: 2);
        var producer = Open(broker, "x");
        broker.ProduceInTransaction(producer, 0, s_orders, "a");

        broker.End("x", producer, TransactionEnd.Commit);

        Assert.Equal((2, 0), (broker.LastStableOffset(s_orders), broker.LastStableOffset(At("orders", 1))));
    }

    [Fact]
    public void A_fetch_of_committed_records_names_the_aborted_transactions()
    {
        var broker = Scenario.With("orders", partitions: 1);
        var producer = Open(broker, "x");
        broker.ProduceInTransaction(producer, 0, s_orders, "a", "b");
        broker.End("x", producer, TransactionEnd.Abort);

        var reply = broker.ReplyTo<FetchReply>(broker.Fetch(s_orders, 0))!;

        Assert.Equal(new AbortedTransaction(producer.Id, FirstOffset: 0, LastOffset: 2), Assert.Single(reply.Aborted));
        Assert.Equal(BatchKind.AbortMarker, reply.Records[2].Batch.Kind);
    }

    [Fact]
    public void A_new_instance_aborts_the_open_transaction_and_fences_the_old_one()
    {
        var broker = Scenario.With("orders", partitions: 1);
        var old = Open(broker, "x");
        broker.ProduceInTransaction(old, 0, s_orders, "a");

        broker.InitProducer("x");

        Assert.Equal(2, broker.LastStableOffset(s_orders));
        Assert.Equal(ErrorCode.InvalidProducerEpoch, broker.ProduceInTransaction(old, 1, s_orders, "b").Error);
        Assert.Equal(ErrorCode.ProducerFenced, broker.End("x", old, TransactionEnd.Commit));
    }

    [Fact]
    public void A_transaction_that_stays_open_for_its_timeout_is_aborted_and_its_producer_fenced()
    {
        var broker = Scenario.With("orders", partitions: 1);
        var producer = Open(broker, "x");
        broker.ProduceInTransaction(producer, 0, s_orders, "a");

        broker.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(TransactionStatus.CompleteAbort, broker.Kafka.Transactions.Find("x")!.Status);
        Assert.Equal(ErrorCode.ProducerFenced, broker.End("x", producer, TransactionEnd.Commit));
    }

    [Fact]
    public void An_overdue_transaction_is_aborted_only_when_the_coordinator_looks()
    {
        var options = ClusterOptions.From(new Dictionary<string, string> { ["transaction.abort.timed.out.transaction.cleanup.interval.ms"] = "45000" });
        var broker = Scenario.With("orders", partitions: 1, options);
        Open(broker, "x");   // times out after a minute, between the looks at 45 s and 90 s

        broker.Advance(TimeSpan.FromSeconds(89));
        var before = broker.Kafka.Transactions.Find("x")!.Status;
        broker.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((TransactionStatus.Ongoing, TransactionStatus.CompleteAbort), (before, broker.Kafka.Transactions.Find("x")!.Status));
    }

    [Fact]
    public void The_limit_of_the_timeout_is_a_setting_of_the_broker()
    {
        var broker = Scenario.With("orders", partitions: 1, ClusterOptions.From(new Dictionary<string, string> { ["transaction.max.timeout.ms"] = "5000" }));

        var reply = broker.Ask<InitProducerIdReply>(new InitProducerIdRequest("x", TimeSpan.FromSeconds(6)));

        Assert.Equal(ErrorCode.InvalidTransactionTimeout, reply.Error);
    }

    [Fact]
    public void The_end_asked_for_twice_is_answered_twice_and_marked_once()
    {
        var broker = Scenario.With("orders", partitions: 1);
        var producer = Open(broker, "x");

        var first = broker.End("x", producer, TransactionEnd.Commit);
        var second = broker.End("x", producer, TransactionEnd.Commit);

        Assert.Equal((ErrorCode.None, ErrorCode.None), (first, second));
        Assert.Equal(ErrorCode.InvalidTransactionState, broker.End("x", producer, TransactionEnd.Abort));
        Assert.Equal(1, broker.LastStableOffset(s_orders));
    }

    [Fact]
    public void A_timeout_above_the_limit_of_the_broker_is_refused()
    {
        var broker = Scenario.With("orders", partitions: 1);

        var reply = broker.Ask<InitProducerIdReply>(new InitProducerIdRequest("x", TimeSpan.FromMinutes(16)));

        Assert.Equal(ErrorCode.InvalidTransactionTimeout, reply.Error);
    }

    [Fact]
    public void The_log_of_the_transactions_gives_their_state_back()
    {
        var broker = Scenario.With("orders", partitions: 1);
        var producer = Open(broker, "x");
        broker.ProduceInTransaction(producer, 0, s_orders, "a");

        var replayed = new TransactionTable();
        foreach (var partition in broker.Kafka.Topics.Find(TransactionTopic.Name)!.Partitions)
        {
            var read = partition.Log.Read(0, partition.HighWatermark);
            for (var i = 0; i < read.Count; i++)
                replayed.Replay(read[i]);
        }

        var (expected, actual) = (broker.Kafka.Transactions.Find("x")!, replayed.Find("x")!);
        Assert.Equal(TransactionStatus.Ongoing, actual.Status);
        Assert.Equal([s_orders], actual.Partitions);
        Assert.Equal(expected with { Partitions = [] }, actual with { Partitions = [] });
    }

    private static ProducerIdentity Open(Scenario broker, string transactionalId)
    {
        var producer = broker.InitProducer(transactionalId);
        Assert.Equal(ErrorCode.None, broker.AddPartition(transactionalId, producer, s_orders));
        return producer;
    }
}
