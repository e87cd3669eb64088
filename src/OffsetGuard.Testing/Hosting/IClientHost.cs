using OffsetGuard.Broker;
using OffsetGuard.Broker.Clients;
using OffsetGuard.Broker.Simulation;

namespace OffsetGuard.Testing.Hosting;

/// <summary>Where clients live: which cluster they talk to, when they may run, and how they wait. The seam for clocks and for Chaos.</summary>
internal interface IClientHost
{
    SimulatedCluster Cluster { get; }

    /// <summary>The time for somebody who is not inside a call; inside, <see cref="SimulatedCluster.Now"/> stands still.</summary>
    DateTimeOffset Now => Cluster.Now;

    /// <summary>Whether time moves by itself and there are threads to spare, so that things happen while nobody calls.</summary>
    bool IsLive => false;

    /// <summary>Whether ProduceAsync finishes its task before it returns: nobody else would move time while the application awaits it.</summary>
    bool FinishesSends => true;

    /// <summary>Connects a client that belongs to this host and goes down with it.</summary>
    TClient Connect<TClient>(Func<int, TClient> create)
        where TClient : IClientModel;

    /// <summary>Called when the application enters a client; may not return before it is the caller's turn.</summary>
    void Enter();

    /// <summary>Called before a client call returns to the application.</summary>
    void Exit();

    /// <summary>Runs a handler of the application in the middle of a call. It may call clients, and wait for other threads that do.</summary>
    void RunHandler(Action handler);

    /// <summary>Changes the cluster from outside, and lets its clients notice.</summary>
    void Change(Action<DateTimeOffset> change)
    {
        Enter();
        try
        {
            change(Cluster.Now);
            Cluster.Pump();
        }
        finally
        {
            Exit();
        }
    }

    /// <summary>A record is about to be handed to the application by a consumer of this group.</summary>
    void OnDelivery(int clientId, string groupId, BrokerPartition partition, long offset);

    /// <summary>Lets the cluster go on until <paramref name="isReady"/> or <paramref name="until"/>, in the time of the cluster.</summary>
    /// <returns>Whether it is ready.</returns>
    bool Wait(Func<bool> isReady, DateTimeOffset until, CancellationToken cancellation);

    /// <summary>Starts a thread for a client's own work, where <see cref="IsLive"/>.</summary>
    void StartThread(string name, Action work) => throw new InvariantException("Work needs a thread where there is none.");
}
