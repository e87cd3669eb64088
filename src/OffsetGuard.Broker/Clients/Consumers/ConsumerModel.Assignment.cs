using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <content>Which partitions the consumer has: by its group or by hand.</content>
internal sealed partial class ConsumerModel
{
    /// <summary>Joins the group. Refuses an empty list, an empty name, duplicates and patterns that are none.</summary>
    public ErrorCode Subscribe(IReadOnlyList<string> topics, DateTimeOffset now)
    {
        if (FatalError != ErrorCode.None)
            return ErrorCode.LocalFatal;
        _membership.Polls.OnPolled(now);
        return _membership.Subscribe(topics, now);
    }

    public void Unsubscribe()
    {
        if (Subscription.Count > 0)
            _membership.Unsubscribe();
    }

    /// <summary>Answers <see cref="PartitionsAssigned"/> with where to start each partition.</summary>
    public ErrorCode AnswerAssigned(IReadOnlyList<PartitionOffset> starts)
    {
        if (FatalError != ErrorCode.None)
            starts = [];   // it came when there was nothing left to assign
        var error = IsCooperative ? Add(starts) : Replace(starts);
        if (IsCooperative)
            ResumeRest();
        _membership.OnAssignedAnswered();
        return error;
    }

    /// <summary>The application could not answer <see cref="PartitionsAssigned"/>: nothing is assigned, and it reads nothing until it closes.</summary>
    public void FailAssigned()
    {
        Drop();
        _membership.OnAssignedFailed();
    }

    /// <summary>Answers <see cref="PartitionsRevoked"/>: what is stored is committed if the client does that by itself.</summary>
    public void AnswerRevoked(PartitionsRevoked revoked)
    {
        if (revoked.IsIncremental)
            Remove(revoked.Partitions);
        else
            Drop();
        if (IsCooperative)
            ResumeRest();
        _membership.OnRevokedAnswered(_committer.OutstandingCount > 0);
    }

    /// <summary>The application failed to give partitions back: all go, those of a cooperative member too that it could have kept.</summary>
    public void FailRevoked()
    {
        Drop();
        _membership.OnRevokedAnswered(_committer.OutstandingCount > 0);
    }

    /// <summary>Replaces the assignment. What was assigned is dropped even when the new list is refused.</summary>
    public ErrorCode Assign(IReadOnlyList<PartitionOffset> starts)
    {
        if (IsCooperative)
            return ErrorCode.LocalState;
        return Replace(FatalError == ErrorCode.None ? starts : []);
    }

    /// <summary>Drops the assignment, after a last commit when the client commits by itself.</summary>
    public ErrorCode Unassign()
    {
        if (IsCooperative)
            return ErrorCode.LocalState;
        Drop();
        return ErrorCode.None;
    }

    /// <summary>Adds partitions to those that are assigned.</summary>
    public ErrorCode IncrementalAssign(IReadOnlyList<PartitionOffset> starts)
    {
        if (_membership.IsEager)
            return ErrorCode.LocalState;
        return FatalError == ErrorCode.None ? Add(starts) : ErrorCode.LocalFatal;
    }

    /// <summary>Takes partitions away from those that are assigned.</summary>
    public ErrorCode IncrementalUnassign(IReadOnlyList<TopicPartition> partitions)
    {
        if (_membership.IsEager)
            return ErrorCode.LocalState;
        if (partitions.Any(p => Partitions.Find(p) is not { IsAssigned: true }))
            return ErrorCode.LocalInvalidArgument;
        Remove(partitions);
        return ErrorCode.None;
    }

    private ErrorCode Replace(IReadOnlyList<PartitionOffset> starts)
    {
        Drop();
        return Add(starts);
    }

    private ErrorCode Add(IReadOnlyList<PartitionOffset> starts)
    {
        if (starts.Select(s => s.Partition).Distinct().Count() != starts.Count
            || starts.Any(s => !LogicalOffset.IsValidStart(s.Position.NextOffset)))
            return ErrorCode.LocalInvalidArgument;
        if (starts.Any(s => Partitions.Find(s.Partition) is { IsAssigned: true }))
            return ErrorCode.LocalConflict;

        foreach (var start in starts)
        {
            var partition = Partitions.GetOrAdd(start.Partition);
            Partitions.Assign(partition);
            partition.Stored = OffsetAndEpoch.Unset;
            _fetcher.Start(partition, start.Position.NextOffset);
        }

        return ErrorCode.None;
    }

    private void Drop() => Remove([.. Partitions.Assigned.Select(p => p.Id)]);

    private void Remove(IReadOnlyList<TopicPartition> ids)
    {
        List<ConsumedPartition> partitions = [.. ids.Select(Partitions.Find).OfType<ConsumedPartition>().Where(p => p.IsAssigned)];
        _committer.CommitFinally(partitions, _isClosing ? CommitCause.Close : CommitCause.Release);
        foreach (var partition in partitions)
        {
            Fetcher.Stop(partition);
            partition.Stored = OffsetAndEpoch.Unset;
            Partitions.Unassign(partition);
        }
    }

    /// <summary>librdkafka pauses everything while a rebalance waits for the application, and what is left is fetched anew after it.</summary>
    private void ResumeRest()
    {
        foreach (var partition in Partitions.Assigned)
            _fetcher.FetchAnew(partition);
    }
}
