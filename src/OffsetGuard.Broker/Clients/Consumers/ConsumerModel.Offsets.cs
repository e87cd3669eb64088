using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <content>Positions, stored and committed offsets, and questions about the log.</content>
internal sealed partial class ConsumerModel
{
    /// <summary>Stores the next offset to commit, exactly as given.</summary>
    public ErrorCode Store(PartitionOffset offset)
    {
        if (_settings.IsAutoOffsetStore)
            return ErrorCode.LocalInvalidArgument;
        if (Partitions.Find(offset.Partition) is not { } partition)
            return ErrorCode.LocalUnknownPartition;
        if (!partition.IsAssigned && offset.Position.IsAbsolute)
            return ErrorCode.LocalState;

        var before = partition.Stored.NextOffset;
        partition.Stored = offset.Position.IsAbsolute ? offset.Position : OffsetAndEpoch.Unset;
        _history.Stored(Channel.ClientId, partition.Id, before, partition.Stored.NextOffset);
        return ErrorCode.None;
    }

    public ErrorCode Seek(PartitionOffset to)
    {
        if (Partitions.Find(to.Partition) is not { } partition)
            return ErrorCode.LocalUnknownPartition;
        return _fetcher.Seek(partition, to.Position.NextOffset);
    }

    /// <summary>Stops reading, also across assignments, until <see cref="Resume"/>: a switch, not a counter.</summary>
    /// <returns>One code per partition.</returns>
    public IReadOnlyList<ErrorCode> Pause(IReadOnlyList<TopicPartition> partitions) => SetPaused(partitions, isPaused: true);

    public IReadOnlyList<ErrorCode> Resume(IReadOnlyList<TopicPartition> partitions) => SetPaused(partitions, isPaused: false);

    /// <summary>The position, unset before the first record. To ask makes the topic known to the client.</summary>
    public OffsetAndEpoch PositionOf(TopicPartition id)
    {
        Partitions.See(id.Topic);
        return Partitions.Find(id)?.Position ?? OffsetAndEpoch.Unset;
    }

    /// <inheritdoc cref="OffsetCommitter.CommitStored"/>
    public PendingReply<IReadOnlyList<PartitionOffset>> Commit() => FatalError == ErrorCode.None
        ? _committer.CommitStored()
        : PendingReply<IReadOnlyList<PartitionOffset>>.Done([], ErrorCode.LocalFatal);

    /// <inheritdoc cref="OffsetCommitter.Commit"/>
    public PendingReply<IReadOnlyList<PartitionOffset>> Commit(IReadOnlyList<PartitionOffset> offsets) => FatalError == ErrorCode.None
        ? _committer.Commit(offsets)
        : PendingReply<IReadOnlyList<PartitionOffset>>.Done([], ErrorCode.LocalFatal);

    /// <summary>Asks the group's coordinator; local state has no influence.</summary>
    public PendingReply<IReadOnlyList<PartitionOffset>> Committed(IReadOnlyList<TopicPartition> partitions)
    {
        var pending = new PendingReply<IReadOnlyList<PartitionOffset>>();
        _requests.Send<OffsetFetchReply>(
            new OffsetFetchRequest(_settings.GroupId, partitions, _settings.Isolation),
            static (reply, _) => TransientErrors.Contains(reply.Error),
            (reply, _) => pending.Complete(reply.Offsets, reply.Error));
        return pending;
    }

    /// <summary>Log start and high watermark as of the last fetch; unset before it.</summary>
    public (long Low, long High) CachedWatermarks(TopicPartition id)
    {
        Partitions.See(id.Topic);
        return Partitions.Find(id) is { } partition ? (partition.LogStart, partition.HighWatermark) : (LogicalOffset.Unset, LogicalOffset.Unset);
    }

    /// <summary>Where a partition begins and where a reader of this isolation level finds its end.</summary>
    public PendingReply<(long Low, long High)> QueryWatermarks(TopicPartition id)
    {
        var pending = new PendingReply<(long Low, long High)>();
        ListOffsets(id, ListOffsetsRequest.Earliest, low => ListOffsets(id, ListOffsetsRequest.Latest, high =>
            pending.Complete((low.Offset, high.Offset), UnknownHere(low.Error == ErrorCode.None ? high.Error : low.Error))));
        return pending;
    }

    /// <summary>The first offset at or after a time, per partition; the end where there is none.</summary>
    public PendingReply<IReadOnlyList<PartitionOffset>> OffsetsForTimes(IReadOnlyList<(TopicPartition Partition, long TimestampMs)> times)
    {
        var pending = new PendingReply<IReadOnlyList<PartitionOffset>>();
        var found = new PartitionOffset[times.Count];
        var (left, error) = (times.Count, ErrorCode.None);
        for (var i = 0; i < times.Count; i++)
        {
            var (index, partition) = (i, times[i].Partition);
            ListOffsets(partition, times[i].TimestampMs, reply =>
            {
                found[index] = new PartitionOffset(partition, new OffsetAndEpoch(reply.Offset, reply.LeaderEpoch));
                error = error == ErrorCode.None ? UnknownHere(reply.Error) : error;
                if (--left == 0)
                    pending.Complete(found, error);
            });
        }

        return pending;
    }

    private static ErrorCode UnknownHere(ErrorCode error) =>
        error is ErrorCode.UnknownTopicOrPartition or ErrorCode.LeaderNotAvailable ? ErrorCode.LocalUnknownPartition : error;

    private void ListOffsets(TopicPartition partition, long timestampMs, Action<ListOffsetsReply> onReply) => _requests.Send<ListOffsetsReply>(
        new ListOffsetsRequest(partition, timestampMs, _settings.Isolation),
        static (reply, attempts) => attempts < TransientErrors.AttemptsMax && reply.Error != ErrorCode.LocalDestroyBroker && TransientErrors.Contains(reply.Error),
        (reply, _) => onReply(reply));

    private ErrorCode[] SetPaused(IReadOnlyList<TopicPartition> ids, bool isPaused)
    {
        var errors = new ErrorCode[ids.Count];
        for (var i = 0; i < errors.Length; i++)
        {
            if (Partitions.Find(ids[i]) is not { } partition)
                errors[i] = ErrorCode.LocalUnknownPartition;
            else if (isPaused)
                Fetcher.Pause(partition);
            else
                _fetcher.Resume(partition);
        }

        return errors;
    }
}
