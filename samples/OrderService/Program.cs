using Microsoft.Extensions.Hosting;
using Samples.OrderService;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddOrders("orders.jsonl");
builder.Build().Run();
