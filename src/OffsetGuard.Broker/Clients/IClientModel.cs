using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients;

/// <summary>A client as a state machine, in four calls: take its requests, give it replies, ask for its next deadline, let time pass.</summary>
internal interface IClientModel
{
    ClientChannel Channel { get; }

    /// <summary>The consumer group; null for a client that has none.</summary>
    string? GroupId => null;

    /// <summary>When <see cref="Tick"/> has something to do, or null.</summary>
    DateTimeOffset? NextDeadline { get; }

    /// <summary>
    /// Whether something is under way that ends without the application: a record to send, a request to try again. What comes again and
    /// again, such as heartbeats and automatic commits, is not.
    /// </summary>
    bool IsBusy => false;

    /// <summary>The group whose rebalance waits for the application of this client, or null.</summary>
    string? GroupThatWaits => null;

    void Tick(DateTimeOffset now);
}
