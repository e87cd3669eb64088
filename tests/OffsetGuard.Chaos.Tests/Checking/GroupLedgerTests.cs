using OffsetGuard.Broker;
using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Simulation;
using OffsetGuard.Chaos.History;

namespace ChaosTests.Checking;

/// <summary>When a group has nothing left to do.</summary>
public sealed class GroupLedgerTests
{
    private static readonly TopicPartition s_partition = new("orders", 0);

    private readonly WorldHistory _history = new(new SimulatedCluster(new ClusterOptions(), new RotatingChoice()));
    private readonly GroupLedger _ledger;

    public GroupLedgerTests()
    {
        _ledger = new GroupLedger(_history);
        _history.Add(new RecordsAppended(default, null, s_partition, 0, 3) { Records = [.. Enumerable.Repeat(new NewRecord(null, [], 0), 3)] });
    }

    [Fact]
    public void Offsets_that_are_committed_before_anybody_reads_are_not_everything()
    {
        Commit(0);
        Assert.False(_ledger.HasCommittedEverything);

        Commit(3);

        Assert.True(_ledger.HasCommittedEverything);
    }

    [Fact]
    public void A_partition_beside_the_one_that_is_read_has_to_be_read_too()
    {
        _history.Add(new ReadingStarted(default, Watched.Left, "billing", new TopicPartition("orders", 1), 0));
        _history.Add(new OffsetsCommitted(default, Watched.Left, "billing", new TopicPartition("orders", 1), 0, MoveCause.Application, null));
        Assert.False(_ledger.HasCommittedEverything);

        _history.Add(new ReadingStarted(default, Watched.Left, "billing", s_partition, 0));
        Commit(3);

        Assert.True(_ledger.HasCommittedEverything);
    }

    private void Commit(long next) => _history.Add(new OffsetsCommitted(default, null, "billing", s_partition, next, MoveCause.Application, null));
}
