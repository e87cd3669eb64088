using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OffsetGuard.Testing;

namespace Samples.OrderService.Tests;

/// <summary>The service as it is deployed, with nothing replaced but Kafka and the disk.</summary>
public sealed class OrderHostTests
{
    [Fact]
    public async Task An_order_is_kept_and_its_offset_is_committed_when_the_host_stops()
    {
        var store = new AwaitedStore();
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddOrders("unused").AddSingleton<IOrderStore>(store).AddFakeKafka();
        using var host = builder.Build();
        var kafka = host.Services.GetRequiredService<FakeKafka>().CreateTopic("orders");
        kafka.Produce("orders", ("alice", """{ "Id": "o-1", "Amount": 10.00 }"""));

        await host.StartAsync();
        var order = await store.First.WaitAsync(TimeSpan.FromSeconds(30));
        await host.StopAsync();

        Assert.Equal("o-1", order.Id);
        Assert.Equal(1, kafka.Group("order-service").Committed("orders", 0).Value);
    }

    private sealed class AwaitedStore : IOrderStore
    {
        private readonly TaskCompletionSource<Order> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Order> First => _first.Task;

        public void Save(Order order, TopicPartitionOffset source) => _first.TrySetResult(order);
    }
}
