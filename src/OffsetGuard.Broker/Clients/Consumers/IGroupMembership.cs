using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <summary>A consumer's life in its group, by one protocol or the other: joining, giving partitions back, losing them, leaving.</summary>
/// <remarks>
/// librdkafka: rdkafka_cgrp.c, group.protocol. It goes on in the background, but partitions come and go only when the application answers
/// an event inside Consume or Close.
/// </remarks>
internal interface IGroupMembership
{
    /// <summary>What the application asked for last.</summary>
    IReadOnlyList<string> Subscription { get; }

    string MemberId { get; }

    /// <summary>Who the consumer is to the group now.</summary>
    MemberStamp Stamp { get; }

    PollWatch Polls { get; }

    /// <summary>The group will never have this consumer again: it is of no more use. None while all is well.</summary>
    ErrorCode FatalError { get; }

    /// <summary>Partitions come and go one by one; false outside of a group.</summary>
    bool IsCooperative { get; }

    /// <summary>All partitions come and go at once; false outside of a group.</summary>
    bool IsEager { get; }

    /// <summary>The group has given the partitions to others; nothing can be committed until the application has been told.</summary>
    bool IsAssignmentLost { get; }

    /// <summary>Whether the auto-commit timer may commit: not subscribed, or a steady member.</summary>
    /// <remarks>librdkafka: rd_kafka_cgrp_offset_commit_tmr_cb.</remarks>
    bool IsSettled { get; }

    /// <summary>Subscribed, and still on the way to its partitions.</summary>
    bool IsJoining { get; }

    /// <summary>A rebalance waits for the application: all partitions are paused until it has answered.</summary>
    bool IsAwaitingAnswer { get; }

    /// <summary>Whether the member has left, or never was in the group.</summary>
    bool IsOutside { get; }

    /// <summary>When <see cref="Tick"/> has something to do, or null.</summary>
    DateTimeOffset? Next { get; }

    /// <summary>Replaces the subscription.</summary>
    ErrorCode Subscribe(IReadOnlyList<string> names, DateTimeOffset now);

    void Unsubscribe();

    /// <summary>Leaves for good, also when an assignment will never be answered. A static member keeps its place.</summary>
    void Close();

    void Tick(DateTimeOffset now);

    /// <summary>The application has taken over its partitions.</summary>
    void OnAssignedAnswered();

    /// <summary>The application failed to take over its partitions. It stays a member that reads nothing, until it closes.</summary>
    /// <remarks>The real client is such a zombie too when its assigned handler throws.</remarks>
    void OnAssignedFailed();

    /// <summary>The application has let go of its partitions; <paramref name="hasCommitOutstanding"/> says whether to wait for a commit.</summary>
    void OnRevokedAnswered(bool hasCommitOutstanding);

    void OnLastCommitDone();

    /// <summary>A request was refused because the group knows this member no more, or knows it elsewhere.</summary>
    void OnFenced(ErrorCode why);
}
