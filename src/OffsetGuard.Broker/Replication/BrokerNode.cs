using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Replication;

/// <summary>What the process of a broker does.</summary>
internal enum BrokerState
{
    /// <summary>It answers.</summary>
    Running,

    /// <summary>It hangs: connections stay open, and what arrives waits until it goes on.</summary>
    Paused,

    /// <summary>There is no process: connections are broken, new ones are refused.</summary>
    Stopped,
}

/// <summary>One broker: its process, and what the controller thinks of it.</summary>
internal sealed class BrokerNode(int id)
{
    public int Id { get; } = id;

    public BrokerState State { get; set; }

    public bool IsRunning => State == BrokerState.Running;

    /// <summary>The controller has given it up: it leads nothing and is in no in-sync set.</summary>
    public bool IsFenced { get; set; }

    /// <summary>Started again, and not let in before the session of its former life has ended.</summary>
    /// <remarks>Apache Kafka: ClusterControlManager.registerBroker (DuplicateBrokerRegistrationException).</remarks>
    public bool IsStarting { get; set; }

    /// <summary>Its last process ended without a word: after its return it is no longer known to have all that it had.</summary>
    /// <remarks>Apache Kafka: KIP-966, ReplicationControlManager.handleUncleanBrokerShutdown.</remarks>
    public bool WasKilled { get; set; }

    /// <summary>When it was last heard of; of no meaning while it is running.</summary>
    public DateTimeOffset SilentSince { get; set; }

    /// <summary>Requests that arrived while it hung.</summary>
    public Queue<Call> Inbox { get; } = new();

    /// <summary>Answers that it had begun to give when it hung.</summary>
    public Queue<Answer> HeldAnswers { get; } = new();

    public override string ToString() => $"broker {Id} {State}{(IsFenced ? ", fenced" : "")}";
}
