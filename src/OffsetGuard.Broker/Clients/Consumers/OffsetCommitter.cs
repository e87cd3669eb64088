using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <summary>Sends commits: those of the application, those of the timer, and the last one when partitions go.</summary>
/// <remarks>librdkafka: rdkafka_cgrp.c (rd_kafka_cgrp_offsets_commit, offset_commit_tmr_cb), rdkafka_assignment.c (serve_removals).</remarks>
internal sealed class OffsetCommitter(
    CommitExchange exchange, ConsumerSettings settings, PartitionTable partitions, IGroupMembership membership, Queue<ConsumerEvent> events)
{
    private DateTimeOffset? _nextTick;

    /// <summary>When the timer commits next; it runs from the creation of the consumer, polled or not.</summary>
    public DateTimeOffset? NextTick => _nextTick;

    /// <summary>Automatic commits that have not come back; a member rejoins only after its last one.</summary>
    public int OutstandingCount { get; private set; }

    public void StartTimer(DateTimeOffset now)
    {
        if (settings.IsAutoCommit && settings.AutoCommitInterval > TimeSpan.Zero)
            _nextTick = now + settings.AutoCommitInterval;
    }

    public void Tick(DateTimeOffset now)
    {
        if (_nextTick is null || _nextTick > now)
            return;
        _nextTick = now + settings.AutoCommitInterval;
        if (membership.IsSettled)
            CommitAutomatically(NewerThanCommitted(), CommitCause.Timer);
    }

    /// <summary>Commits what is stored and newer than what this consumer knows as committed; fails when there is nothing.</summary>
    /// <returns>One entry per assigned partition, unset where nothing was committed.</returns>
    public PendingReply<IReadOnlyList<PartitionOffset>> CommitStored()
    {
        if (partitions.Assigned.Count > 0 && membership.IsAssignmentLost)
            return PendingReply<IReadOnlyList<PartitionOffset>>.Done([], ErrorCode.LocalAssignmentLost);
        var offsets = NewerThanCommitted();
        var absolute = AbsoluteOf(offsets);
        return absolute.Count == 0
            ? PendingReply<IReadOnlyList<PartitionOffset>>.Done([], ErrorCode.LocalNoOffset)
            : Send(absolute, offsets);
    }

    /// <summary>Commits exactly what was given: no comparison, no check of ownership.</summary>
    public PendingReply<IReadOnlyList<PartitionOffset>> Commit(IReadOnlyList<PartitionOffset> offsets)
    {
        if (offsets.Count == 0)
            return PendingReply<IReadOnlyList<PartitionOffset>>.Done([]);
        var absolute = AbsoluteOf(offsets);
        return absolute.Count == 0
            ? PendingReply<IReadOnlyList<PartitionOffset>>.Done([], ErrorCode.LocalNoOffset)
            : Send(absolute, offsets);
    }

    /// <summary>The last commit of partitions that go away: no comparison, so it may move the committed offset back.</summary>
    public void CommitFinally(IReadOnlyList<ConsumedPartition> released, CommitCause cause)
    {
        if (settings.IsAutoCommit)
            CommitAutomatically([.. released.Select(p => new PartitionOffset(p.Id, p.Stored))], cause);
    }

    /// <summary>One entry per assigned partition, unset where there is nothing new to commit.</summary>
    private List<PartitionOffset> NewerThanCommitted() => [.. partitions.Assigned.Select(p =>
        new PartitionOffset(p.Id, p.Stored.IsAbsolute && p.Stored.IsAfter(p.KnownCommitted) ? p.Stored : OffsetAndEpoch.Unset))];

    /// <summary>Those that name a place; the list itself when all do, as they usually do.</summary>
    private static IReadOnlyList<PartitionOffset> AbsoluteOf(IReadOnlyList<PartitionOffset> offsets)
    {
        for (var i = 0; i < offsets.Count; i++)
        {
            if (!offsets[i].Position.IsAbsolute)
                return [.. offsets.Where(o => o.Position.IsAbsolute)];
        }

        return offsets;
    }

    private void CommitAutomatically(List<PartitionOffset> perPartition, CommitCause cause)
    {
        var offsets = AbsoluteOf(perPartition);
        if (offsets.Count == 0)
            return;
        OutstandingCount++;
        exchange.Send(Request(offsets, cause), reply =>
        {
            Learn(offsets, reply);
            events.Enqueue(new AutoCommitCompleted(perPartition, Widen(reply, perPartition)));
            if (--OutstandingCount == 0)
                membership.OnLastCommitDone();
        });
    }

    /// <summary>The handler is told of every assigned partition, so the codes have to stand beside the right ones.</summary>
    private static OffsetCommitReply Widen(OffsetCommitReply reply, List<PartitionOffset> perPartition)
    {
        var next = 0;
        return new OffsetCommitReply([.. perPartition.Select(o => o.Position.IsAbsolute ? reply.Errors[next++] : ErrorCode.None)]);
    }

    private PendingReply<IReadOnlyList<PartitionOffset>> Send(IReadOnlyList<PartitionOffset> offsets, IReadOnlyList<PartitionOffset> answer)
    {
        var pending = new PendingReply<IReadOnlyList<PartitionOffset>>();
        exchange.Send(Request(offsets, CommitCause.Application), reply =>
        {
            Learn(offsets, reply);
            pending.Complete(answer, reply.Error);
        });
        return pending;
    }

    private OffsetCommitRequest Request(IReadOnlyList<PartitionOffset> offsets, CommitCause cause) =>
        new(settings.GroupId, membership.Stamp, offsets, cause) { CoordinatorWaitMax = settings.SessionTimeout };

    private void Learn(IReadOnlyList<PartitionOffset> offsets, OffsetCommitReply reply)
    {
        if (reply.Error is var error
            and (ErrorCode.IllegalGeneration or ErrorCode.UnknownMemberId or ErrorCode.FencedInstanceId or ErrorCode.StaleMemberEpoch))
            membership.OnFenced(error);
        for (var i = 0; i < offsets.Count; i++)
        {
            if (reply.Errors[i] == ErrorCode.None && partitions.Find(offsets[i].Partition) is { } partition)
                partition.KnownCommitted = offsets[i].Position;
        }
    }
}
