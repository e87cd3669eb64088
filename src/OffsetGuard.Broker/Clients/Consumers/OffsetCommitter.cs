using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <summary>Sends commits: those of the application, those of the timer, and the last one when partitions go.</summary>
/// <remarks>librdkafka: rdkafka_cgrp.c (rd_kafka_cgrp_offsets_commit, offset_commit_tmr_cb), rdkafka_assignment.c (serve_removals).</remarks>
internal sealed class OffsetCommitter(
    ClientChannel channel, ConsumerSettings settings, PartitionTable partitions, GroupMembership membership, Queue<ConsumerEvent> events)
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
            CommitAutomatically(Uncommitted(), CommitCause.Timer);
    }

    /// <summary>Commits what is stored and newer than what this consumer knows as committed; fails when there is nothing.</summary>
    /// <returns>One entry per assigned partition, unset where nothing was committed.</returns>
    public PendingReply<IReadOnlyList<PartitionOffset>> CommitStored()
    {
        if (membership.IsAssignmentLost)
            return PendingReply<IReadOnlyList<PartitionOffset>>.Done([], ErrorCode.LocalAssignmentLost);
        var uncommitted = Uncommitted();
        if (uncommitted.Count == 0)
            return PendingReply<IReadOnlyList<PartitionOffset>>.Done([], ErrorCode.LocalNoOffset);

        var committed = uncommitted.ToDictionary(o => o.Partition, o => o.Position);
        IReadOnlyList<PartitionOffset> answer =
            [.. partitions.Assigned.Select(p => new PartitionOffset(p.Id, committed.GetValueOrDefault(p.Id, OffsetAndEpoch.Unset)))];
        return Send(uncommitted, answer);
    }

    /// <summary>Commits exactly what was given: no comparison, no check of ownership.</summary>
    public PendingReply<IReadOnlyList<PartitionOffset>> Commit(IReadOnlyList<PartitionOffset> offsets)
    {
        if (offsets.Count == 0)
            return PendingReply<IReadOnlyList<PartitionOffset>>.Done([]);
        var absolute = offsets.Where(o => o.Position.IsAbsolute).ToList();
        return absolute.Count == 0
            ? PendingReply<IReadOnlyList<PartitionOffset>>.Done([], ErrorCode.LocalNoOffset)
            : Send(absolute, offsets);
    }

    /// <summary>The last commit of partitions that go away: no comparison, so it may move the committed offset back.</summary>
    public void CommitFinally()
    {
        if (settings.IsAutoCommit)
            CommitAutomatically([.. Stored()], CommitCause.Release);
    }

    private List<PartitionOffset> Uncommitted() =>
        [.. partitions.Assigned.Where(p => p.Stored.IsAbsolute && p.Stored.IsAfter(p.KnownCommitted)).Select(p => new PartitionOffset(p.Id, p.Stored))];

    private IEnumerable<PartitionOffset> Stored() =>
        partitions.Assigned.Where(p => p.Stored.IsAbsolute).Select(p => new PartitionOffset(p.Id, p.Stored));

    private void CommitAutomatically(List<PartitionOffset> offsets, CommitCause cause)
    {
        if (offsets.Count == 0)
            return;
        OutstandingCount++;
        channel.Send<OffsetCommitReply>(Request(offsets, cause), (reply, _) =>
        {
            Learn(offsets, reply);
            events.Enqueue(new AutoCommitCompleted(offsets, reply));
            if (--OutstandingCount == 0)
                membership.OnLastCommitDone();
        });
    }

    private PendingReply<IReadOnlyList<PartitionOffset>> Send(IReadOnlyList<PartitionOffset> offsets, IReadOnlyList<PartitionOffset> answer)
    {
        var pending = new PendingReply<IReadOnlyList<PartitionOffset>>();
        channel.Send<OffsetCommitReply>(Request(offsets, CommitCause.Application), (reply, _) =>
        {
            Learn(offsets, reply);
            var error = reply.FirstError;
            if (error is ErrorCode.IllegalGeneration or ErrorCode.UnknownMemberId)
                membership.OnFenced();
            pending.Complete(answer, error);
        });
        return pending;
    }

    private OffsetCommitRequest Request(IReadOnlyList<PartitionOffset> offsets, CommitCause cause) =>
        new(settings.GroupId, membership.Stamp, offsets, cause);

    private void Learn(IReadOnlyList<PartitionOffset> offsets, OffsetCommitReply reply)
    {
        for (var i = 0; i < offsets.Count; i++)
        {
            if (reply.Errors[i] == ErrorCode.None && partitions.Find(offsets[i].Partition) is { } partition)
                partition.KnownCommitted = offsets[i].Position;
        }
    }
}
