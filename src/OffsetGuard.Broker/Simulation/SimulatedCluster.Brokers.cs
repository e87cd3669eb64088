using OffsetGuard.Broker.Clients;
using OffsetGuard.Broker.Replication;

namespace OffsetGuard.Broker.Simulation;

/// <content>Brokers that fail, and what their clients notice of it.</content>
internal sealed partial class SimulatedCluster
{
    /// <summary>The process is gone: connections break at once, and the others learn of it when its session ends.</summary>
    public void Kill(int brokerId)
    {
        var broker = Expose(brokerId);
        Kafka.Kill(broker, Now);
        Break(broker);
    }

    /// <summary>The process ends in order: others lead before connections break.</summary>
    public void Stop(int brokerId)
    {
        var broker = Expose(brokerId);
        Kafka.Stop(broker, Now);
        Break(broker);
    }

    /// <summary>The process hangs: connections stay open, nothing is answered.</summary>
    public void Pause(int brokerId)
    {
        var broker = Expose(brokerId);
        Kafka.Pause(broker, Now);
        foreach (var client in _clients)
        {
            foreach (var call in client.Channel.InFlightAt(brokerId))
                TimeOut(call);
        }
    }

    /// <summary>The controller gives a broker up before its session ends.</summary>
    public void Fence(int brokerId)
    {
        Kafka.Fence(Kafka.Brokers.Get(brokerId), Now);
        Pump();
    }

    /// <summary>The process goes on.</summary>
    public void Resume(int brokerId)
    {
        Kafka.Resume(Kafka.Brokers.Get(brokerId), Now);
        Pump();
    }

    /// <summary>A new process. It is part of the cluster at once, or when the session of the one before has ended.</summary>
    public void Start(int brokerId)
    {
        Kafka.Start(Kafka.Brokers.Get(brokerId), Now);
        Pump();
    }

    /// <summary>From the first failure on every client has to find out whom to ask.</summary>
    private BrokerNode Expose(int brokerId)
    {
        var broker = Kafka.Brokers.Get(brokerId);
        Pump();
        foreach (var client in _clients)
            client.Channel.RouteAmong(Kafka.Brokers.All, Now);
        return broker;
    }

    private void Break(BrokerNode broker)
    {
        foreach (var client in _clients)
            Break(client, broker.Id);
        Pump();
    }

    private void Break(IClientModel client, int brokerId)
    {
        if (_frozen.TryGetValue(client.Channel.ClientId, out var frozen))
            frozen.KeepBreak(brokerId);
        else
            client.Channel.OnBroken(brokerId, Now);
    }
}
