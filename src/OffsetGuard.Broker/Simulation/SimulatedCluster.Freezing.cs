using OffsetGuard.Broker.Clients;

namespace OffsetGuard.Broker.Simulation;

/// <content>Processes that stand still for a while: SIGSTOP, a pause of the garbage collector, of a container, of a virtual machine.</content>
internal sealed partial class SimulatedCluster
{
    private readonly Dictionary<int, FrozenClient> _frozen = [];   // by client id

    /// <summary>
    /// The client stands still, its own threads included: it sends nothing, not even what waits to be sent, notices nothing, and none of its
    /// timers runs. The rest of the world goes on. That its application stands still as well is up to who runs that.
    /// </summary>
    /// <remarks>Its connections stay open: the brokers learn of it by its silence.</remarks>
    /// <exception cref="InvariantException">It is not connected, or frozen already.</exception>
    public void Freeze(IClientModel client)
    {
        InvariantException.Require(_running.Contains(client), $"only a client that runs can be frozen, {client.Channel.Name} does not");
        _frozen.Add(client.Channel.ClientId, new FrozenClient());
        _running = [.. _running.Where(c => c != client)];
    }

    /// <summary>
    /// The client goes on: it reads what waits at its sockets, gives up the requests whose time is over, and does once whatever has fallen
    /// due meanwhile, however often that was. Without effect on a client that is not frozen.
    /// </summary>
    /// <remarks>
    /// librdkafka's threads wake up together, so that a reply and a timer race; here the replies are first, as they are within one turn of
    /// its main thread (rd_kafka_thread_main: its queue, then heartbeats and session, then timers). The application goes on after them.
    /// </remarks>
    public void Thaw(IClientModel client) => Thaw([client]);

    /// <summary>The clients of one process go on together: what one of them sends is sent when all of them run.</summary>
    public void Thaw(IReadOnlyCollection<IClientModel> clients)
    {
        var thawed = new List<(IClientModel Client, FrozenClient Frozen)>();
        foreach (var client in clients)
        {
            if (_frozen.Remove(client.Channel.ClientId, out var frozen))
                thawed.Add((client, frozen));
        }

        if (thawed.Count == 0)
            return;
        _running = [.. _clients.Where(c => !IsFrozen(c))];
        foreach (var (client, frozen) in thawed)
            WakeUp(client, frozen);
        EventCount++;
        Pump();
    }

    public bool IsFrozen(IClientModel client) => _frozen.ContainsKey(client.Channel.ClientId);

    private void WakeUp(IClientModel client, FrozenClient frozen)
    {
        foreach (var (brokerId, arrived) in frozen.Arrivals)
        {
            if (arrived is { } answer)
                Arrive(client, answer);
            else
                client.Channel.OnBroken(brokerId, Now);
        }

        Tick(client);
    }
}
