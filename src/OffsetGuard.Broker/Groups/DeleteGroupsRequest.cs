using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups;

/// <summary>Deletes groups without members, together with their offsets.</summary>
internal sealed record DeleteGroupsRequest(IReadOnlyList<string> GroupIds) : Request
{
    /// <summary>A client asks the coordinator of each group; several at once is a short form that any broker answers here.</summary>
    public override Destination Destination => GroupIds.Count == 1 ? Destination.CoordinatorOf(GroupIds[0]) : Destination.AnyBroker;

    public override Reply Refuse(ErrorCode error) => new DeleteGroupsReply([.. Enumerable.Repeat(error, GroupIds.Count)]);

    public override string Describe() => $"DeleteGroups {string.Join(", ", GroupIds)}";
}

/// <summary>One code per group of the request, in its order.</summary>
internal sealed record DeleteGroupsReply(IReadOnlyList<ErrorCode> Errors) : Reply(FirstOf(Errors));
