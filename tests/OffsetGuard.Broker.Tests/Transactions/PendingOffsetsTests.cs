using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Transactions;

public sealed class PendingOffsetsTests
{
    private static readonly TopicPartition s_orders = At("orders", 0);

    [Theory]
    [InlineData(true, 7L)]
    [InlineData(false, LogicalOffset.Unset)]
    public void Offsets_in_a_transaction_count_from_its_commit_on_and_never_after_an_abort(bool isCommit, long expected)
    {
        var broker = Scenario.With("orders", partitions: 1);
        var producer = broker.InitProducer("x");
        broker.CommitInTransaction("x", producer, "billing", s_orders, nextOffset: 7);
        var before = Committed(broker);

        broker.End("x", producer, isCommit ? TransactionEnd.Commit : TransactionEnd.Abort);

        Assert.Equal((LogicalOffset.Unset, expected), (before, Committed(broker)));
    }

    [Fact]
    public void Of_two_offsets_in_one_transaction_the_later_one_counts()
    {
        var broker = Scenario.With("orders", partitions: 1);
        var producer = broker.InitProducer("x");
        broker.CommitInTransaction("x", producer, "billing", s_orders, nextOffset: 7);
        broker.CommitInTransaction("x", producer, "billing", s_orders, nextOffset: 3);

        broker.End("x", producer, TransactionEnd.Commit);

        Assert.Equal(3, Committed(broker));
    }

    [Fact]
    public void A_plain_commit_after_the_pending_one_is_newer_and_stays()
    {
        var broker = Scenario.With("orders", partitions: 1);
        var producer = broker.InitProducer("x");
        broker.CommitInTransaction("x", producer, "billing", s_orders, nextOffset: 7);
        broker.Ask<OffsetCommitReply>(new OffsetCommitRequest(
            "billing", MemberStamp.Outsider, [new PartitionOffset(s_orders, new OffsetAndEpoch(2, -1))]));

        broker.End("x", producer, TransactionEnd.Commit);

        Assert.Equal(2, Committed(broker));
    }

    [Fact]
    public void A_reader_of_committed_records_waits_for_the_end_of_the_transaction()
    {
        var broker = Scenario.With("orders", partitions: 1);
        var producer = broker.InitProducer("x");
        broker.CommitInTransaction("x", producer, "billing", s_orders, nextOffset: 7);

        var call = broker.Call(new OffsetFetchRequest("billing", [s_orders], IsolationLevel.ReadCommitted));
        var before = broker.ReplyTo<OffsetFetchReply>(call);
        broker.End("x", producer, TransactionEnd.Commit);

        Assert.Null(before);
        Assert.Equal(7, broker.ReplyTo<OffsetFetchReply>(call)!.Offsets[0].Position.NextOffset);
    }

    [Fact]
    public void Without_membership_offsets_are_taken_even_while_the_group_has_members()
    {
        var group = new ClassicGroup("billing", new CommittedOffsets());
        group.MoveTo(GroupState.Stable);

        Assert.Equal(ErrorCode.None, group.TransactionalCommitRefusal(MemberStamp.Outsider));
        Assert.Equal(ErrorCode.UnknownMemberId, group.CommitRefusal(MemberStamp.Outsider));
    }

    private static long Committed(Scenario broker) =>
        broker.Ask<OffsetFetchReply>(new OffsetFetchRequest("billing", [s_orders])).Offsets[0].Position.NextOffset;
}
