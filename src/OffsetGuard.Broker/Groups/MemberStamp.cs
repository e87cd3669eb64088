namespace OffsetGuard.Broker.Groups;

/// <summary>Who claims to speak: a member id and a generation, or "" and -1 for a client outside the group.</summary>
/// <param name="MemberId">Given by the coordinator.</param>
/// <param name="Generation">The generation it joined.</param>
/// <param name="InstanceId">group.instance.id of a static member, or null.</param>
internal readonly record struct MemberStamp(string MemberId, int Generation, string? InstanceId = null)
{
    public static readonly MemberStamp Outsider = new("", -1);
}
