using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Tests.Protocol;

public sealed class RequestRoutingTests
{
    [Fact]
    public void Every_request_has_exactly_one_handler()
    {
        var requests = ConcreteTypes<Request>().Order(StringComparer.Ordinal);
        var handled = ConcreteTypes<RequestHandler>(t => t.BaseType!.GetGenericArguments()[0]).Order(StringComparer.Ordinal);

        Assert.Equal(requests, handled);
    }

    [Fact]
    public void The_cluster_routes_as_many_requests_as_there_are()
    {
        var routes = typeof(KafkaCluster).GetField("_routes", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!;
        var table = (Dictionary<Type, RequestHandler>)routes.GetValue(new KafkaCluster(new ClusterOptions()))!;

        Assert.Equal(ConcreteTypes<Request>().Order(StringComparer.Ordinal), table.Keys.Select(t => t.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_request_stands_beside_its_reply_and_its_handler()
    {
        string[] names = [.. typeof(Request).Assembly.GetTypes().Select(t => t.Name)];

        Assert.All(ConcreteTypes<Request>(), request =>
        {
            var stem = request[..^"Request".Length];
            Assert.Contains(stem + "Reply", names);
            Assert.Contains(stem + "Handler", names);
        });
    }

    private static List<string> ConcreteTypes<T>(Func<Type, Type>? select = null) => typeof(T).Assembly.GetTypes()
        .Where(t => t.IsAssignableTo(typeof(T)) && !t.IsAbstract).Select(t => (select?.Invoke(t) ?? t).Name).ToList();
}
