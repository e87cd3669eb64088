using OffsetGuard.Broker.History;

namespace OffsetGuard.Broker.Groups;

/// <summary>What moves the groups of one kind from state to state.</summary>
internal interface IGroupCoordinator
{
    /// <summary>A member was not heard of, or did not do its part, in time.</summary>
    void ExpireMember(Group group, string memberId, MemberExit exit, DateTimeOffset now);

    /// <summary>The coordinator moves away: nobody gets an answer from it any more.</summary>
    void Abandon(Group group);

    /// <summary>A coordinator has read the group's log to its end: every member has a whole session to be heard of.</summary>
    void Resume(Group group, DateTimeOffset now);
}
