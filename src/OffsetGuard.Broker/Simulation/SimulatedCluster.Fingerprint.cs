using OffsetGuard.Broker.Clients;
using OffsetGuard.Broker.Fingerprints;

namespace OffsetGuard.Broker.Simulation;

/// <content>States that are worth telling apart.</content>
internal sealed partial class SimulatedCluster
{
    private StateFingerprint? _fingerprint;

    /// <summary>Messages that are on their way, in the order of their arrival.</summary>
    public IEnumerable<(Message Message, DateTimeOffset At)> InTransit => _transit.IsEmpty ? [] : _transit.InOrder;

    /// <summary>What waits at the sockets of a client that stands still, in the order in which it will notice.</summary>
    public IEnumerable<Arrival> AwaitingThaw(int clientId) => _frozen.TryGetValue(clientId, out var frozen) ? frozen.Arrivals : [];

    /// <inheritdoc cref="StateFingerprint"/>
    public ulong Fingerprint() => FingerprintWithout([]);

    /// <summary>The fingerprint that the state would have if these clients were gone at this moment, as after <see cref="Disconnect"/>.</summary>
    public ulong FingerprintWithout(IReadOnlyCollection<IClientModel> gone) => (_fingerprint ??= new StateFingerprint(this)).Compute(gone);
}
