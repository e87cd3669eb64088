using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Time;

/// <summary>What can fall due inside the broker.</summary>
internal enum DeadlineKind
{
    /// <summary>A fetch has waited long enough.</summary>
    FetchWait,

    /// <summary>A member has not been heard of for its session timeout.</summary>
    MemberSession,

    /// <summary>A group has waited long enough for its members to rejoin.</summary>
    GroupJoin,

    /// <summary>A transaction has been open for its timeout.</summary>
    Transaction,

    /// <summary>A group has waited long enough for its members to fetch their assignment.</summary>
    GroupSync,

    /// <summary>A member has had long enough to give its partitions back.</summary>
    MemberRebalance,

    /// <summary>A member of the classic protocol has had long enough to join again, in a group of the consumer protocol.</summary>
    MemberJoin,

    /// <summary>A member of the classic protocol has had long enough to fetch its assignment, in a group of the consumer protocol.</summary>
    MemberSync,

    /// <summary>Committed offsets may have outlived their retention.</summary>
    OffsetRetention,

    /// <summary>Old segments go.</summary>
    LogRetention,

    /// <summary>Compacted topics are cleaned.</summary>
    LogCleaning,

    /// <summary>A broker has been silent for its session.</summary>
    BrokerSession,

    /// <summary>Leaders look for followers that have fallen behind.</summary>
    ReplicaLag,

    /// <summary>A reply has waited long enough for replication.</summary>
    ReplicationWait,
}

/// <summary>One deadline of the broker: its kind and whose it is.</summary>
internal readonly record struct Deadline(DeadlineKind Kind, string Group, string Member, Call Call)
{
    public static readonly Deadline OfRetention = new(DeadlineKind.LogRetention, "", "", default);

    public static readonly Deadline OfCleaning = new(DeadlineKind.LogCleaning, "", "", default);

    public static readonly Deadline OfReplicaLag = new(DeadlineKind.ReplicaLag, "", "", default);

    public static Deadline OfBroker(int brokerId) => new(DeadlineKind.BrokerSession, "", "", new Call(0, 0, null!) { Broker = brokerId });

    public static Deadline OfReplication(in Call call) => new(DeadlineKind.ReplicationWait, "", "", call);

    public static Deadline OfFetch(in Call call) => new(DeadlineKind.FetchWait, "", "", call);

    public static Deadline OfSession(string group, string member) => new(DeadlineKind.MemberSession, group, member, default);

    public static Deadline OfMemberRebalance(string group, string member) => new(DeadlineKind.MemberRebalance, group, member, default);

    public static Deadline OfMemberJoin(string group, string member) => new(DeadlineKind.MemberJoin, group, member, default);

    public static Deadline OfMemberSync(string group, string member) => new(DeadlineKind.MemberSync, group, member, default);

    public static Deadline OfSync(string group) => new(DeadlineKind.GroupSync, group, "", default);

    public static Deadline OfOffsetRetention { get; } = new(DeadlineKind.OffsetRetention, "", "", default);

    public static Deadline OfJoin(string group) => new(DeadlineKind.GroupJoin, group, "", default);

    public static Deadline OfTransaction(string transactionalId) => new(DeadlineKind.Transaction, transactionalId, "", default);
}
