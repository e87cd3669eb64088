using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Simulation;

/// <summary>The way between clients and brokers: what happens to requests and replies on it.</summary>
internal interface IWire
{
    /// <summary>Asked once for every request, before it can take effect.</summary>
    Passage OfRequest(in Call call);

    /// <summary>Asked once for every reply, after the effect and before the client learns of it.</summary>
    Passage OfReply(in Answer answer);
}

/// <summary>Everything arrives at once.</summary>
internal sealed class PerfectWire : IWire
{
    public Passage OfRequest(in Call call) => Passage.Deliver;

    public Passage OfReply(in Answer answer) => Passage.Deliver;
}
