using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients;

/// <summary>A client as a state machine, in four calls: take its requests, give it replies, ask for its next deadline, let time pass.</summary>
internal interface IClientModel
{
    ClientChannel Channel { get; }

    /// <summary>When <see cref="Tick"/> has something to do, or null.</summary>
    DateTimeOffset? NextDeadline { get; }

    void Tick(DateTimeOffset now);
}
