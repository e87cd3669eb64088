using OffsetGuard.Broker.Groups;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <summary>Who a consumer is in its group.</summary>
internal sealed class MemberIdentity(string? instanceId)
{
    /// <summary>Empty before the first join and after leaving.</summary>
    public string MemberId { get; set; } = "";

    /// <summary>-1 before the first join; kept after leaving.</summary>
    public int Generation { get; set; } = -1;

    public string? InstanceId { get; } = instanceId;

    public MemberStamp Stamp => new(MemberId, Generation, Generation < 0 && MemberId.Length == 0 ? null : InstanceId);
}
