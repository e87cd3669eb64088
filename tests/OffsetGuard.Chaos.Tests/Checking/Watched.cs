using OffsetGuard.Broker;
using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Simulation;
using OffsetGuard.Broker.Transactions;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Checking;
using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Worlds;

namespace ChaosTests.Checking;

/// <summary>One checker and the history that it is told, event by event. Everything is about one group and one partition.</summary>
internal sealed class Watched
{
    public static readonly IncarnationName Left = new("left", 1);
    public static readonly IncarnationName Right = new("right", 1);

    private static readonly TopicPartition s_partition = new("orders", 0);

    private readonly WorldHistory _history = new(new SimulatedCluster(new ClusterOptions(), new RotatingChoice()));
    private readonly IChecker _checker;
    private long _end;

    public Watched(Promise promise)
    {
        var ledger = new GroupLedger(_history);
        _checker = Checkers.Of(promise, ledger, new Ownership(_history));
        _history.Listen(happened => Found ??= _checker.Observe(happened));
    }

    /// <summary>The first violation.</summary>
    public Violation? Found { get; private set; }

    /// <summary>The offset of the record that the violation names; null when there is none.</summary>
    public long? FoundAt => Found?.Offset;

    public void AtRest() => Found ??= _checker.AtRest();

    public void AtEnd() => Found ??= _checker.AtEnd();

    public Watched Tell(WorldEvent happened)
    {
        _history.Add(happened);
        return this;
    }

    public Watched Append(int count, string? key = null, long? transactionOf = null)
    {
        var records = Enumerable.Repeat(new NewRecord(key is null ? null : System.Text.Encoding.UTF8.GetBytes(key), [], 0), count).ToList();
        Tell(new RecordsAppended(default, null, s_partition, _end, count) { TransactionOf = transactionOf, Records = records });
        _end += count;
        return this;
    }

    public Watched End(long producerId, TransactionEnd end) => Tell(new TransactionMarked(default, null, s_partition, _end++, producerId, end));

    public Watched Trim(long logStart) => Tell(new RecordsDeleted(default, null, s_partition, logStart));

    public Watched Truncate(long end)
    {
        _end = end;
        return Tell(new RecordsTruncated(default, s_partition, end));
    }

    public Watched Read(IncarnationName who, long from = 0, IsolationLevel isolation = IsolationLevel.ReadCommitted) =>
        Tell(new ReadingStarted(default, who, "billing", s_partition, from) { Isolation = isolation });

    public Watched Deliver(IncarnationName who, long offset) =>
        Tell(new RecordDelivered(default, who, "billing", s_partition, offset) { ClientId = ClientOf(who) });

    public Watched Process(IncarnationName who, params ReadOnlySpan<long> offsets)
    {
        foreach (var offset in offsets)
            Tell(new RecordProcessed(default, who, "billing", s_partition, offset));
        return this;
    }

    public Watched Write(IncarnationName who, string store, long offset) => Tell(new EffectWritten(default, who, store, "billing", s_partition, offset));

    public Watched Discard(IncarnationName who, long offset) => Tell(new EffectDiscarded(default, who, "billing", s_partition, offset));

    public Watched Commit(IncarnationName? who, long next, MoveCause cause = MoveCause.Application) =>
        Tell(new OffsetsCommitted(default, who, "billing", s_partition, next, cause, null) { ClientId = who is null ? 0 : ClientOf(who.Value) });

    public Watched Assign(IncarnationName who) => Tell(new PartitionAssigned(default, who, ClientOf(who), "billing", s_partition));

    /// <summary>The consumer is told, its handler returns, and the partition is gone.</summary>
    public Watched Release(IncarnationName who, GivingUp why = GivingUp.Revoked) =>
        Revoke(who, why).Tell(new PartitionReleased(default, who, ClientOf(who), "billing", s_partition));

    public Watched Revoke(IncarnationName who, GivingUp why = GivingUp.Revoked) =>
        Tell(new PartitionRevoked(default, who, ClientOf(who), "billing", s_partition, why));

    public Watched Position(IncarnationName who, long offset, ReadingStart why = ReadingStart.Committed) =>
        Tell(new PositionSet(default, who, ClientOf(who), "billing", s_partition, offset, why));

    public Watched Throw(IncarnationName who, ErrorCode error, string operation = "Consume") =>
        Tell(new CallThrew(default, who, ClientOf(who), operation, error));

    private static int ClientOf(IncarnationName who) => who == Left ? 1 : 2;
}
