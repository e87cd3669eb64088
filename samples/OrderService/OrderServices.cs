using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;

namespace Samples.OrderService;

/// <summary>What the service is made of.</summary>
public static class OrderServices
{
    /// <summary>Adds the worker and what it needs; orders are kept in this file.</summary>
    public static IServiceCollection AddOrders(this IServiceCollection services, string path) => services
        .AddSingleton<Func<ConsumerConfig, ConsumerBuilder<string, string>>>(config => new ConsumerBuilder<string, string>(config))
        .AddSingleton<IOrderStore>(_ => new JsonLinesOrderStore(path))
        .AddHostedService<OrderWorker>();
}
