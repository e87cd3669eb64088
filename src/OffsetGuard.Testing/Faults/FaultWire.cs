using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Simulation;

namespace OffsetGuard.Testing.Faults;

/// <summary>A wire on which messages meet faults; the wire below comes first, and what that one does not deliver meets none.</summary>
internal sealed class FaultWire(IWire below, FaultPlan plan, SimulatedCluster cluster) : IWire
{
    private readonly Dictionary<(int ClientId, long CorrelationId), (Fault Fault, Request Whole)> _afterwards = [];

    public Passage OfRequest(in Call call)
    {
        var passage = below.OfRequest(call);
        var clientName = cluster.NameOf(call.ClientId);
        if (passage.Kind != PassageKind.Deliver || clientName.Length == 0)
            return passage;
        if (plan.Next(RequestFacts.Of(call.Request), clientName) is not { } fault)
            return Passage.Deliver;

        if (fault.Effect.IsAfterwards)
        {
            Await(call, fault);
            return Passage.Deliver;
        }

        if (fault.Effect.Refusal is not null && PartialRefusal.Rest(call.Request, fault.Scope) is { } rest)
        {
            Await(call, fault);
            return Passage.Replace(rest);
        }

        fault.Fire();
        return fault.Effect.Passage(call.Request);
    }

    public Passage OfReply(in Answer answer)
    {
        var passage = below.OfReply(answer);
        if (!_afterwards.Remove((answer.Call.ClientId, answer.Call.CorrelationId), out var awaited) || passage.Kind != PassageKind.Deliver)
            return passage;

        var (fault, whole) = awaited;
        fault.Fire();
        return fault.Effect.Refusal is { } error && PartialRefusal.Merge(whole, answer.Reply, fault.Scope, error) is { } merged
            ? Passage.Answer(merged)
            : fault.Effect.Passage(whole);
    }

    private void Await(in Call call, Fault fault) => _afterwards[(call.ClientId, call.CorrelationId)] = (fault, call.Request);
}
