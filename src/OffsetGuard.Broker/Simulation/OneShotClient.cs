using OffsetGuard.Broker.Clients;

namespace OffsetGuard.Broker.Simulation;

/// <summary>Asks once and is gone.</summary>
internal sealed class OneShotClient(int clientId) : IClientModel
{
    public ClientChannel Channel { get; } = new(clientId);

    public DateTimeOffset? NextDeadline => null;

    public void Tick(DateTimeOffset now)
    {
        // It does not wait for anything.
    }
}
