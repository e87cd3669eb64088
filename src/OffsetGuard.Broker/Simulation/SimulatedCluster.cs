using OffsetGuard.Broker.Clients;

namespace OffsetGuard.Broker.Simulation;

/// <summary>A cluster, its clients and one virtual time. Messages take no time; waiting moves time to the next deadline.</summary>
/// <remarks>Not thread-safe: whoever hosts the clients makes sure that one thread at a time is inside.</remarks>
internal sealed class SimulatedCluster(ClusterOptions options, IChoice choice)
{
    /// <summary>Virtual time begins here in every run.</summary>
    public static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<IClientModel> _clients = [];   // in the order of their ids, which only grow
    private readonly Dictionary<int, IClientModel> _byId = [];
    private int _lastClientId;

    public KafkaCluster Kafka { get; } = new(options);

    public IChoice Choice { get; } = choice;

    public DateTimeOffset Now { get; private set; } = Epoch;

    public IWire Wire { get; set; } = new PerfectWire();

    /// <summary>Connects a client made by <paramref name="create"/> with the id it is given.</summary>
    public TClient Connect<TClient>(Func<int, TClient> create)
        where TClient : IClientModel
    {
        var id = ++_lastClientId;
        var client = create(id);
        _clients.Add(client);
        _byId.Add(id, client);
        return client;
    }

    /// <summary>The client is gone without a word: the broker learns of it only by time-outs.</summary>
    public void Disconnect(IClientModel client)
    {
        if (!_byId.Remove(client.Channel.ClientId))
            return;
        _clients.Remove(client);
        Kafka.Disconnect(client.Channel.ClientId);
    }

    /// <summary>Carries requests and replies until none is left on its way.</summary>
    public void Pump()
    {
        while (CarryRequests() | CarryReplies())
        {
        }
    }

    /// <summary>Moves time to the next deadline at or before <paramref name="limit"/> and does what is due then.</summary>
    /// <returns>False when nothing was due: time then stands at <paramref name="limit"/>.</returns>
    public bool Step(DateTimeOffset limit)
    {
        Pump();
        var next = NextDeadline();
        if (next is null || next > limit)
        {
            Now = limit > Now ? limit : Now;
            return false;
        }

        Now = next > Now ? next.Value : Now;
        Kafka.Tick(Now);
        foreach (var client in _clients)
            client.Tick(Now);
        Pump();
        return true;
    }

    /// <summary>The earliest instant at which a broker or a client has something to do, or null.</summary>
    public DateTimeOffset? NextDeadline()
    {
        var next = Kafka.NextDeadline;
        foreach (var client in _clients)
        {
            if (client.NextDeadline is { } deadline && (next is null || deadline < next))
                next = deadline;
        }

        return next < Now ? Now : next;   // what is overdue is due now: time never runs back
    }

    private bool CarryRequests()
    {
        var carried = false;
        foreach (var client in _clients)
        {
            while (client.Channel.TryTakeRequest(out var call))
            {
                carried = true;
                if (Wire.LetsRequestPass(call))
                    Kafka.Handle(call, Now);
            }
        }

        return carried;
    }

    private bool CarryReplies()
    {
        var carried = false;
        while (Kafka.TryTakeReply(out var answer))
        {
            carried = true;
            if (Wire.LetsReplyPass(answer) && _byId.TryGetValue(answer.Call.ClientId, out var client))
                client.Channel.Receive(answer, Now);
        }

        return carried;
    }
}
