using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Groups.Consumer;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Transactions;

namespace OffsetGuard.Testing.History;

/// <summary>Says what brokers did.</summary>
internal static class BrokerWords
{
    public static Telling Tell(HistoryEvent happened) => happened switch
    {
        TransactionMoved moved => Tell(moved.Transaction),
        OffsetPending pending => new Telling(
            "TxnOffsetCommit", $"pending {pending.Offset.Partition} → {pending.Offset.Committed.NextOffset}, until the transaction ends")
        {
            Group = pending.Offset.GroupId,
            Partitions = [pending.Offset.Partition],
        },
        GroupChanged changed => Tell(changed.Record),
        MemberJoined joined => new Telling("JoinGroup", $"{joined.MemberId} joins") { Group = joined.GroupId },
        MemberRemoved removed => Tell(removed),
        RebalanceBegan began => new Telling("Rebalance", "rebalance begins") { Group = began.GroupId },
        GenerationBegan began => Tell(began),
        _ => LogWords.Tell(happened),
    };

    private static Telling Tell(TransactionRecord transaction)
    {
        var id = transaction.TransactionalId;
        var effect = transaction.Status switch
        {
            TransactionStatus.Empty => $"transactional id {id} belongs to producer {transaction.Producer.Id} epoch {transaction.Producer.Epoch}",
            TransactionStatus.Ongoing => $"transaction {id} is open in {Words.Of(transaction.Partitions)}",
            TransactionStatus.PrepareCommit => $"transaction {id} is going to be committed",
            TransactionStatus.PrepareAbort => $"transaction {id} is going to be aborted",
            TransactionStatus.CompleteCommit => $"transaction {id} committed",
            _ => $"transaction {id} aborted",
        };
        return new Telling("Transaction", effect) { Partitions = transaction.Partitions };
    }

    private static Telling Tell(GroupRecord record) => (record switch
    {
        GenerationWritten written => new Telling("SyncGroup", string.Join("; ", written.Members.Select(m => $"{m.MemberId} gets {Words.Of(m.Assignment)}")))
        {
            Partitions = [.. written.Members.SelectMany(m => m.Assignment)],
        },
        OffsetRemoved removed => new Telling("OffsetDelete", $"committed offset of {removed.Partition} is gone") { Partitions = [removed.Partition] },
        GroupRemoved => new Telling("DeleteGroups", "group is gone"),
        ConsumerGroupRecord consumer => ConsumerGroupWords.Tell(consumer),
        _ => throw new Broker.InvariantException($"The history has no words for the group record {record.GetType().Name}."),
    }) with
    {
        Group = record.GroupId,
    };

    private static Telling Tell(MemberRemoved removed)
    {
        var (operation, cause) = removed.Exit switch
        {
            MemberExit.Left => ("LeaveGroup", "it left"),
            MemberExit.SessionExpired => ("SessionTimeout", $"session timeout {Words.Of(removed.Timeout)} passed"),
            MemberExit.DidNotGiveBack => ("RebalanceTimeout", $"did not give its partitions back within {Words.Of(removed.Timeout)}"),
            MemberExit.DidNotRejoin => ("RebalanceTimeout", $"did not join again within {Words.Of(removed.Timeout)}"),
            _ => ("RebalanceTimeout", $"did not sync within {Words.Of(removed.Timeout)}"),
        };
        return new Telling(operation, $"{removed.MemberId} removed") { Cause = cause, Group = removed.GroupId };
    }

    private static Telling Tell(GenerationBegan began)
    {
        var members = began.MemberCount == 0 ? $"{began.State}" : $"{began.State}, {Words.Count(began.MemberCount, "member")}, {began.ProtocolName}";
        return new Telling("Rebalance", $"generation {began.Generation - 1} → {began.Generation}, {members}") { Group = began.GroupId };
    }
}
