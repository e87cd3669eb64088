using Confluent.Kafka.Admin;
using OffsetGuard.Broker.Log;
using OffsetGuard.Testing.Clients;
using BrokerIsolation = OffsetGuard.Broker.Protocol.IsolationLevel;

namespace OffsetGuard.Testing;

public sealed partial class FakeAdminClient
{
    /// <summary>Deletes records below offsets; <see cref="Offset.End"/> deletes all there are. Committed offsets stay.</summary>
    /// <exception cref="DeleteRecordsException">Faults the task: an offset is beyond the end, or a topic only compacted.</exception>
    /// <remarks>
    /// The task of the real client never completes when the request as a whole is refused, for example an empty list. Here it faults.
    /// </remarks>
    public Task<List<DeleteRecordsResult>> DeleteRecordsAsync(
        IEnumerable<TopicPartitionOffset> topicPartitionOffsets, DeleteRecordsOptions? options = null)
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(topicPartitionOffsets);
        var wanted = topicPartitionOffsets.ToList();
        return AsTask(() =>
        {
            RequireSomeAndDistinct([.. wanted.Select(o => o.TopicPartition)], "partitions");
            var reports = wanted.ConvertAll(o => Delete(o, options?.RequestTimeout));
            return reports.Exists(r => r.Error.IsError)
                ? throw new DeleteRecordsException(reports)
                : reports.ConvertAll(r => new DeleteRecordsResult { Topic = r.Topic, Partition = r.Partition, Offset = r.Offset });
        });
    }

    /// <summary>Finds offsets by place or time: what Confluent.Kafka offers as an extension method for its own class.</summary>
    /// <param name="topicPartitionOffsets">What is asked, per partition.</param>
    /// <param name="options">Isolation (read_uncommitted by default) and time-out.</param>
    /// <exception cref="ListOffsetsException">Faults the task: a partition does not exist.</exception>
    public Task<ListOffsetsResult> ListOffsetsAsync(IEnumerable<TopicPartitionOffsetSpec> topicPartitionOffsets, ListOffsetsOptions? options = null)
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(topicPartitionOffsets);
        var wanted = topicPartitionOffsets.ToList();
        return AsTask(() =>
        {
            if (wanted.Select(s => s.TopicPartition).Distinct().Count() != wanted.Count)
                throw InvalidArgument("Duplicate partitions are not allowed. Name each once.");
            var found = wanted.ConvertAll(s => Find(s, options));
            return found.Exists(i => i.TopicPartitionOffsetError.Error.IsError)
                ? throw new ListOffsetsException(new ListOffsetsReport { ResultInfos = found, Error = BrokerError.None.ToClient() })
                : new ListOffsetsResult { ResultInfos = found };
        });
    }

    private DeleteRecordsReport Delete(TopicPartitionOffset before, TimeSpan? timeout)
    {
        var reply = Ask<DeleteRecordsReply>(new DeleteRecordsRequest(before.TopicPartition.ToBroker(), before.Offset.Value), timeout);
        return new DeleteRecordsReport
        {
            Topic = before.Topic,
            Partition = before.Partition,
            Offset = reply.Error == BrokerError.None ? reply.LowWatermark : Offset.Unset,
            Error = reply.Error.ToClient(),
        };
    }

    private ListOffsetsResultInfo Find(TopicPartitionOffsetSpec wanted, ListOffsetsOptions? options)
    {
        var isolation = options?.IsolationLevel == IsolationLevel.ReadCommitted ? BrokerIsolation.ReadCommitted : BrokerIsolation.ReadUncommitted;
        var request = new ListOffsetsRequest(wanted.TopicPartition.ToBroker(), TimestampOf(wanted.OffsetSpec), isolation);
        var reply = Ask<ListOffsetsReply>(request, options?.RequestTimeout);
        return new ListOffsetsResultInfo
        {
            TopicPartitionOffsetError = new TopicPartitionOffsetError(
                wanted.TopicPartition, reply.Offset, reply.Error.ToClient(), reply.LeaderEpoch),
            Timestamp = reply.TimestampMs,
        };
    }

    private static long TimestampOf(OffsetSpec spec) => spec switch
    {
        OffsetSpec.EarliestSpec => ListOffsetsRequest.Earliest,
        OffsetSpec.LatestSpec => ListOffsetsRequest.Latest,
        OffsetSpec.MaxTimestampSpec => ListOffsetsRequest.MaxTimestamp,
        OffsetSpec.TimestampSpec at => at.Timestamp,
        _ => throw new NotSupportedException($"{spec?.GetType().Name ?? "null"} is no known offset specification."),
    };
}
