using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Simulation;

/// <summary>The way between clients and brokers: where requests and replies can get lost.</summary>
internal interface IWire
{
    /// <summary>Asked before a request takes effect; false when it never arrives.</summary>
    bool LetsRequestPass(in Call call);

    /// <summary>Asked after it took effect; false when the client never learns of it.</summary>
    bool LetsReplyPass(in Answer answer);
}

/// <summary>Loses nothing.</summary>
internal sealed class PerfectWire : IWire
{
    public bool LetsRequestPass(in Call call) => true;

    public bool LetsReplyPass(in Answer answer) => true;
}
