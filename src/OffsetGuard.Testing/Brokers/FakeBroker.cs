using System.Diagnostics;
using OffsetGuard.Broker.Replication;
using OffsetGuard.Testing.Hosting;

namespace OffsetGuard.Testing;

/// <summary>What the process of a broker does.</summary>
public enum FakeBrokerState
{
    /// <summary>It answers.</summary>
    Running,

    /// <summary>It hangs: connections stay open, nothing is answered.</summary>
    Paused,

    /// <summary>There is no process: connections break, new ones are refused.</summary>
    Stopped,
}

/// <summary>One broker of a <see cref="FakeKafka"/>: it can fail and come back.</summary>
/// <remarks>
/// A broker that is killed or paused is given up by the cluster after <c>broker.session.timeout.ms</c> (9 seconds) of virtual time; then
/// others lead what it led. A call of a client that waits lets that time pass, and so does <see cref="FakeKafka.AdvanceTime"/>.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class FakeBroker
{
    private readonly IClientHost _host;
    private readonly BrokerNode _node;

    internal FakeBroker(IClientHost host, BrokerNode node) => (_host, _node) = (host, node);

    /// <summary>Its number, from 1.</summary>
    public int Id => _node.Id;

    /// <summary>What its process does now.</summary>
    public FakeBrokerState State => (FakeBrokerState)_node.State;

    /// <summary>Whether the cluster has given it up: it leads nothing and is in no in-sync set.</summary>
    public bool IsFenced => _node.IsFenced;

    /// <summary>The process ends without a word. What it has written is still there when it comes back.</summary>
    /// <returns>This broker, to chain calls.</returns>
    public FakeBroker Kill() => Change(() => _host.Cluster.Kill(Id));

    /// <summary>The process ends in order: its partitions get other leaders first, if there are any.</summary>
    /// <returns>This broker, to chain calls.</returns>
    public FakeBroker Stop() => Change(() => _host.Cluster.Stop(Id));

    /// <summary>The process hangs with open connections. What it receives it handles when it goes on.</summary>
    /// <returns>This broker, to chain calls.</returns>
    public FakeBroker Pause() => Change(() => _host.Cluster.Pause(Id));

    /// <summary>A process that hung goes on: first with what it had received, even where others lead meanwhile.</summary>
    /// <returns>This broker, to chain calls.</returns>
    /// <exception cref="InvalidOperationException">It does not hang.</exception>
    public FakeBroker Resume() => State == FakeBrokerState.Paused
        ? Change(() => _host.Cluster.Resume(Id))
        : throw new InvalidOperationException($"Broker {Id} is {State} and does not hang. Pause it first; a stopped one is brought back with Start.");

    /// <summary>
    /// A new process. It drops what its leaders never had and catches up. After a kill it is let in when the session of the former process
    /// has ended: see <see cref="Fence"/>.
    /// </summary>
    /// <returns>This broker, to chain calls.</returns>
    /// <exception cref="InvalidOperationException">Its process has not ended.</exception>
    public FakeBroker Start() => State == FakeBrokerState.Stopped
        ? Change(() => _host.Cluster.Start(Id))
        : throw new InvalidOperationException($"Broker {Id} is {State}: there is a process already. Kill or Stop it first; one that hangs goes on with Resume.");

    /// <summary>The cluster gives a broker up now, and not only when its session has ended: others lead what it led.</summary>
    /// <returns>This broker, to chain calls.</returns>
    /// <exception cref="InvalidOperationException">It is running: a heartbeat would bring it back at once.</exception>
    public FakeBroker Fence() => State == FakeBrokerState.Running
        ? throw new InvalidOperationException($"Broker {Id} is running, and its next heartbeat would bring it back. Kill or Pause it first.")
        : Change(() => _host.Cluster.Fence(Id));

    /// <inheritdoc/>
    public override string ToString() => _node.ToString();

    private FakeBroker Change(Action change)
    {
        _host.Change(_ => change());
        return this;
    }
}
