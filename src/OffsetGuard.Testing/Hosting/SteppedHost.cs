using OffsetGuard.Broker.Clients;
using OffsetGuard.Broker.Simulation;
using OffsetGuard.Testing.Inspection;

namespace OffsetGuard.Testing.Hosting;

/// <summary>One thread: whoever waits moves virtual time, so that waiting five minutes costs microseconds.</summary>
internal sealed class SteppedHost(SimulatedCluster cluster, FakeKafkaOptions options) : IClientHost
{
    private int _owner;
    private int _depth;

    public SimulatedCluster Cluster { get; } = cluster;

    public bool FinishesSends => !options.HonorsLinger;

    public TClient Connect<TClient>(Func<int, TClient> create)
        where TClient : IClientModel => Cluster.Connect(create);

    public void Enter()
    {
        var thread = Environment.CurrentManagedThreadId;
        var owner = Interlocked.CompareExchange(ref _owner, thread, 0);
        if (owner != 0 && owner != thread)
        {
            throw new InvalidOperationException(
                $"Two threads ({owner} and {thread}) use this FakeKafka at the same time. Its stepped clock belongs to one thread; "
                + "run the clients one after the other, or use FakeKafkaOptions.Clock = FakeClock.Live() for code with threads of its own.");
        }

        _depth++;
    }

    public void Exit()
    {
        if (--_depth == 0)
            Volatile.Write(ref _owner, 0);
    }

    public void RunHandler(Action handler) => handler();

    public void OnDelivery(int clientId, string groupId, BrokerPartition partition, long offset)
    {
        // Nobody watches a plain fake.
    }

    public bool Wait(Func<bool> isReady, DateTimeOffset until, CancellationToken cancellation)
    {
        var limit = Cluster.Now + options.WaitMax;
        while (!isReady())
        {
            if (cancellation.IsCancellationRequested)
                return false;
            if (!Cluster.Step(until < limit ? until : limit))
                return isReady() || (until <= limit ? false : throw WaitsForEver());
        }

        return true;
    }

    private InvalidOperationException WaitsForEver() => new(
        $"A call has waited {options.WaitMax} of virtual time and nothing can end it: no record, no rebalance, no other thread. "
        + "Look whether the topic is the right one and whether the group begins at its first record (AutoOffsetReset.Earliest; the default is Latest). "
        + $"Produce a record first, use Consume(TimeSpan), or raise FakeKafkaOptions.WaitMax.\n{ClusterSummary.Of(Cluster)}");
}
