using Confluent.Kafka.Admin;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Testing.Clients;
using BrokerIsolation = OffsetGuard.Broker.Protocol.IsolationLevel;

namespace OffsetGuard.Testing;

public sealed partial class FakeAdminClient
{
    /// <summary>Reads committed offsets of one group; <see cref="Offset.Unset"/> where nothing was committed.</summary>
    /// <exception cref="ArgumentException">Not exactly one group was given.</exception>
    /// <exception cref="ListConsumerGroupOffsetsException">
    /// Faults the task: with <see cref="ListConsumerGroupOffsetsOptions.RequireStableOffsets"/>, an open transaction holds offsets of the group.
    /// </exception>
    public Task<List<ListConsumerGroupOffsetsResult>> ListConsumerGroupOffsetsAsync(
        IEnumerable<ConsumerGroupTopicPartitions> groupPartitions, ListConsumerGroupOffsetsOptions? options = null)
    {
        ThrowIfDisposed();
        var wanted = One(groupPartitions, nameof(groupPartitions), "list");
        return AsTask(() =>
        {
            if (wanted.TopicPartitions is not null)
                RequireSomeAndDistinct(wanted.TopicPartitions, "partitions");
            var isolation = options is { RequireStableOffsets: true } ? BrokerIsolation.ReadCommitted : BrokerIsolation.ReadUncommitted;
            var request = new OffsetFetchRequest(wanted.Group, wanted.TopicPartitions?.ConvertAll(p => p.ToBroker()), isolation) { IsAnsweredAtOnce = true };
            var reply = Ask<OffsetFetchReply>(request, options?.RequestTimeout);
            var (stable, unstable) = (BrokerError.None.ToClient(), BrokerError.UnstableOffsetCommit.ToClient());
            var partitions = reply.Offsets
                .Select(o => new TopicPartitionOffsetError(o.ToClient(), reply.Unstable.Contains(o.Partition) ? unstable : stable)).ToList();
            return reply.Unstable.Count > 0
                ? throw new ListConsumerGroupOffsetsException(
                    [new ListConsumerGroupOffsetsReport { Group = wanted.Group, Partitions = partitions, Error = stable }])
                : new List<ListConsumerGroupOffsetsResult> { new() { Group = wanted.Group, Partitions = partitions } };
        });
    }

    /// <summary>Commits offsets of one group that has no members, as an operator.</summary>
    /// <exception cref="ArgumentException">Not exactly one group was given.</exception>
    /// <exception cref="AlterConsumerGroupOffsetsException">Faults the task: the group has members, or a partition does not exist.</exception>
    public Task<List<AlterConsumerGroupOffsetsResult>> AlterConsumerGroupOffsetsAsync(
        IEnumerable<ConsumerGroupTopicPartitionOffsets> groupPartitions, AlterConsumerGroupOffsetsOptions? options = null)
    {
        ThrowIfDisposed();
        var wanted = One(groupPartitions, nameof(groupPartitions), "alter");
        return AsTask(() =>
        {
            var offsets = wanted.TopicPartitionOffsets ?? [];
            RequireSomeAndDistinct([.. offsets.Select(o => o.TopicPartition)], "partitions");
            if (offsets.Find(o => o.Offset.Value < 0) is { } negative)
                throw InvalidArgument($"The offset of {negative.TopicPartition} is {negative.Offset}. Give offsets of at least 0.");

            var reply = Ask<OffsetCommitReply>(
                new OffsetCommitRequest(wanted.Group, MemberStamp.Outsider, [.. offsets.Select(o => o.ToBroker())]), options?.RequestTimeout);
            var partitions = offsets.Select((o, i) => new TopicPartitionOffsetError(o, reply.Errors[i].ToClient())).ToList();
            return partitions.Exists(p => p.Error.IsError)
                ? throw new AlterConsumerGroupOffsetsException(
                    [new AlterConsumerGroupOffsetsReport { Group = wanted.Group, Partitions = partitions, Error = BrokerError.None.ToClient() }])
                : new List<AlterConsumerGroupOffsetsResult> { new() { Group = wanted.Group, Partitions = partitions } };
        });
    }

    /// <summary>Deletes committed offsets of one group; nobody in it may be subscribed to the topics.</summary>
    /// <exception cref="DeleteConsumerGroupOffsetsException">Faults the task: the group or a partition refuses.</exception>
    public Task<DeleteConsumerGroupOffsetsResult> DeleteConsumerGroupOffsetsAsync(
        string group, IEnumerable<TopicPartition> partitions, DeleteConsumerGroupOffsetsOptions? options = null)
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(partitions);
        var wanted = partitions.ToList();
        return AsTask(() =>
        {
            RequireSomeAndDistinct(wanted, "partitions");
            var reply = Ask<OffsetDeleteReply>(new OffsetDeleteRequest(group, [.. wanted.Select(p => p.ToBroker())]), options?.RequestTimeout);
            if (reply.Error == BrokerError.None && reply.Errors.All(e => e == BrokerError.None))
                return new DeleteConsumerGroupOffsetsResult { Group = group, Partitions = wanted };

            throw new DeleteConsumerGroupOffsetsException(new DeleteConsumerGroupOffsetsReport
            {
                Group = group,
                Error = reply.Error.ToClient(),
                Partitions = [.. wanted.Take(reply.Errors.Count).Select(
                    (p, i) => new TopicPartitionOffsetError(p, Offset.Unset, reply.Errors[i].ToClient()))],
            });
        });
    }

    private static T One<T>(IEnumerable<T> groups, string parameter, string verb)
    {
        ArgumentNullException.ThrowIfNull(groups, parameter);
        var wanted = groups.ToList();
        return wanted.Count == 1
            ? wanted[0]
            : throw new ArgumentException($"Can only {verb} offsets of one group at a time, not of {wanted.Count}. Make a call for each.", parameter);
    }
}
