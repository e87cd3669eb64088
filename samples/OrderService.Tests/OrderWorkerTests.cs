using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Worlds;

namespace Samples.OrderService.Tests;

public sealed class OrderWorkerTests
{
    [Fact]
    public void No_order_is_lost_wherever_the_worker_is_killed()
    {
        var report = Chaos.Test(world =>
        {
            world.Kafka.CreateTopic("orders", partitions: 2).Produce(
                "orders",
                ("alice", """{ "Id": "o-1", "Amount": 10.00 }"""),
                ("bob", """{ "Id": "o-2", "Amount": 20.00 }"""),
                ("alice", """{ "Id": "o-3", "Amount": 30.00 }"""),
                ("carol", """{ "Id": "o-4", "Amount": 40.00 }"""));
            world.Process("worker", context => NewWorker(context).Run(context.Stopping));
        });

        Assert.True(report.CrashPointCount >= 8, report.ToString());
    }

    [Fact]
    public void Two_workers_share_the_orders_and_each_may_die()
    {
        var report = Chaos.Test(world =>
        {
            world.Kafka.CreateTopic("orders", partitions: 2).Produce(
                "orders", ("alice", """{ "Id": "o-1", "Amount": 10.00 }"""), ("carol", """{ "Id": "o-4", "Amount": 40.00 }"""));
            world.Process("worker-a", context => NewWorker(context).Run(context.Stopping));
            world.Process("worker-b", context => NewWorker(context).Run(context.Stopping));
        });

        Assert.True(report.CrashPointCount >= 4, report.ToString());
    }

    private static OrderWorker NewWorker(ProcessContext context) =>
        new(context.ConsumerBuilder<string, string>, new ReportingStore(context), NullLogger<OrderWorker>.Instance);

    /// <summary>A store whose only memory is the world's: keeping an order is the durable effect of its record.</summary>
    private sealed class ReportingStore(ProcessContext context) : IOrderStore
    {
        public void Save(Order order, TopicPartitionOffset source) => context.Processed(source);
    }
}
