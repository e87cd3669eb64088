using OffsetGuard.Broker.Log;

namespace OffsetGuard.Broker.Groups;

/// <summary>Writes group records: into the partition of <c>__consumer_offsets</c> that the group belongs to, and into the groups.</summary>
internal sealed class GroupLog(OffsetsTopic topic, GroupTable groups)
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
        groups.Replay(record, batch);
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
}
