using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Samples.OrderService;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSingleton<Func<ConsumerConfig, ConsumerBuilder<string, string>>>(
    config => new ConsumerBuilder<string, string>(config));
builder.Services.AddSingleton<IOrderStore>(new JsonLinesOrderStore("orders.jsonl"));
builder.Services.AddHostedService<OrderWorker>();
builder.Build().Run();
