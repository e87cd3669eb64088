using OffsetGuard.Broker.Clients;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Simulation;

/// <content>Clients that come and go.</content>
internal sealed partial class SimulatedCluster
{
    /// <summary>The client id of the test itself: a client for one request at a time.</summary>
    public const int TestClientId = 0;

    private readonly List<IClientModel> _clients = [];   // in the order of connecting
    private readonly Dictionary<int, IClientModel> _byId = [];
    private readonly List<ClientName> _names = [new("test", null)];   // by client id
    private IClientModel[] _running = [];   // those of the connected that are not frozen, in the same order

    /// <summary>The clients that are connected.</summary>
    public IReadOnlyList<IClientModel> Clients => _clients;

    /// <summary>Every client that was ever connected, by its id.</summary>
    public IReadOnlyList<ClientName> Names => _names;

    /// <summary>Connects a client made by <paramref name="create"/> with the id it is given.</summary>
    public TClient Connect<TClient>(Func<int, TClient> create)
        where TClient : IClientModel
    {
        var client = create(_names.Count);
        _names.Add(new ClientName(client.Channel.Name, client.GroupId));
        Connect(client);
        return client;
    }

    private void Connect(IClientModel client)
    {
        if (!Kafka.Brokers.IsPlain)
            client.Channel.RouteAmong(Kafka.Brokers.All, Now);
        _clients.Add(client);
        _byId.Add(client.Channel.ClientId, client);
        _running = [.. _running, client];
    }

    /// <summary>The client is gone without a word: the broker learns of it only by time-outs.</summary>
    public void Disconnect(IClientModel client)
    {
        if (!_byId.Remove(client.Channel.ClientId))
            return;
        _clients.Remove(client);
        _frozen.Remove(client.Channel.ClientId);
        _running = [.. _running.Where(c => c != client)];
        Kafka.Disconnect(client.Channel.ClientId);
    }

    /// <summary>The name of a connected client; empty for others.</summary>
    public string NameOf(int clientId) => _byId.TryGetValue(clientId, out var client) ? client.Channel.Name : "";

    /// <summary>One request of whoever owns the cluster, answered at once.</summary>
    /// <exception cref="InvalidOperationException">The broker that would have to answer does not.</exception>
    public TReply Ask<TReply>(Request request)
        where TReply : Reply
    {
        var client = new OneShotClient(TestClientId);
        Connect(client);
        TReply? answer = null;
        client.Channel.Send<TReply>(request, (reply, _) => answer = reply);
        Pump();
        Disconnect(client);
        return answer ?? throw new InvalidOperationException(
            $"{request.Describe()} was not answered: the broker that would have to is not running. Start or resume it, or advance time until another one leads.");
    }
}
