using OffsetGuard.Broker.Groups.Consumer;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Log;

namespace OffsetGuard.Broker.Groups;

/// <summary>Writes group records: into the partition of <c>__consumer_offsets</c> that the group belongs to, and into the groups.</summary>
internal sealed class GroupLog(OffsetsTopic topic, GroupTable groups, ClusterHistory history)
{
    public void Append(GroupRecord record) => Append(record, BatchHeader.None);

    public void Append(IEnumerable<GroupRecord> records)
    {
        foreach (var record in records)
            Append(record);
    }

    /// <summary>Writes a record that may belong to a transaction.</summary>
    public void Append(GroupRecord record, in BatchHeader batch)
    {
        var partition = topic.PartitionOf(record.GroupId);
        if (batch.HasProducer)
            partition.Append([GroupRecordCodec.Encode(record)], batch);
        else
            partition.Append(GroupRecordCodec.Encode(record));
        if (history.TellsOfGroups)
            Note(record, batch);
        if (record is OffsetCommitted committed && !batch.IsTransactional && partition.HighWatermark < partition.Log.LogEndOffset)
            groups.Unreplicated.Add(record.GroupId, committed.Partition, groups.Find(record.GroupId)?.Offsets.Find(committed.Partition), partition);
        groups.Replay(record, batch);
        if (record is OffsetCommitted plain && !batch.IsTransactional)
            history.TellOfCommit(plain);
    }

    /// <summary>A coordinator that starts anew learns what stands in one partition of the log.</summary>
    public void Replay(int partitionIndex)
    {
        var partition = topic.Partition(partitionIndex);
        var next = partition.Log.LogStartOffset;
        while (partition.Log.Read(next, partition.Log.LogEndOffset) is { IsEmpty: false } slice)
        {
            for (var i = 0; i < slice.Count; i++)
                groups.Replay(partitionIndex, slice[i]);
            next = slice.LastOffset + 1;
        }
    }

    /// <summary>Notes a record that is not replayed yet: the history tells what it replaces.</summary>
    private void Note(GroupRecord record, in BatchHeader batch)
    {
        switch (record)
        {
            case OffsetCommitted offset when batch.IsTransactional:
                history.Add(new OffsetPending(offset, batch.ProducerId));
                break;
            case OffsetCommitted offset:
                history.Committed(offset, groups.Find(offset.GroupId)?.Offsets.Find(offset.Partition));
                break;
            case GenerationWritten { Members.Count: 0 }:
                break;   // that it began says it all
            case ConsumerGroupRecord { IsRemoval: true } and not GroupEpochWritten:
                break;   // that the member is removed, or the group, says it all
            default:
                history.Add(new GroupChanged(record));
                break;
        }
    }
}
