using Confluent.Kafka.Admin;
using OffsetGuard.Broker.Topics;
using OffsetGuard.Testing.Clients;

namespace OffsetGuard.Testing;

public sealed partial class FakeAdminClient
{
    /// <summary>Creates topics.</summary>
    /// <exception cref="CreateTopicsException">Faults the task: a topic exists already, or its name, counts or settings are refused.</exception>
    public Task CreateTopicsAsync(IEnumerable<TopicSpecification> topics, CreateTopicsOptions? options = null)
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(topics);
        var wanted = topics.ToList();
        if (wanted.Find(t => t.ReplicationFactor != -1 && t.ReplicasAssignments is not null) is { } both)
            throw new ArgumentException($"ReplicationFactor of '{both.Name}' must be -1 when ReplicasAssignments are specified.", nameof(topics));

        return AsTask(() =>
        {
            RequireSomeAndDistinct([.. wanted.Select(t => t.Name)], "topics");
            var reports = wanted.ConvertAll(t => new CreateTopicReport { Topic = t.Name, Error = Create(t, options?.ValidateOnly ?? false) });
            return reports.Exists(r => r.Error.IsError) ? throw new CreateTopicsException(reports) : reports;
        });
    }

    /// <summary>Deletes topics with their records and with all committed offsets for them.</summary>
    /// <exception cref="DeleteTopicsException">Faults the task: a topic does not exist.</exception>
    public Task DeleteTopicsAsync(IEnumerable<string> topics, DeleteTopicsOptions? options = null)
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(topics);
        var names = topics.ToList();
        return AsTask(() =>
        {
            RequireSomeAndDistinct(names, "topics");
            var reports = names.ConvertAll(
                n => new DeleteTopicReport { Topic = n, Error = Ask<DeleteTopicReply>(new DeleteTopicRequest(n), options?.RequestTimeout).Error.ToClient() });
            return reports.Exists(r => r.Error.IsError) ? throw new DeleteTopicsException(reports) : reports;
        });
    }

    /// <summary>Gives topics more partitions. Consumers learn of them with their next metadata refresh.</summary>
    /// <exception cref="CreatePartitionsException">Faults the task: a topic does not exist, or has as many partitions already.</exception>
    public Task CreatePartitionsAsync(IEnumerable<PartitionsSpecification> partitionsSpecifications, CreatePartitionsOptions? options = null)
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(partitionsSpecifications);
        var wanted = partitionsSpecifications.ToList();
        return AsTask(() =>
        {
            RequireSomeAndDistinct([.. wanted.Select(p => p.Topic)], "topics");
            var reports = wanted.ConvertAll(
                p => new CreatePartitionsReport { Topic = p.Topic, Error = Grow(p, options?.ValidateOnly ?? false) });
            return reports.Exists(r => r.Error.IsError) ? throw new CreatePartitionsException(reports) : reports;
        });
    }

    private Error Create(TopicSpecification topic, bool isValidateOnly)
    {
        var assignments = topic.ReplicasAssignments;
        if (assignments?.Values.Any(IsImpossible) == true)
            return BrokerError.InvalidReplicaAssignment.ToClient(KnownBrokers);
        var reply = Ask<CreateTopicReply>(new CreateTopicRequest(topic.Name, assignments?.Count ?? topic.NumPartitions)
        {
            ReplicationFactor = assignments is null ? topic.ReplicationFactor : -1,
            Assignments = assignments is null || _host.Cluster.Kafka.Brokers.IsPlain ? null : [.. assignments.OrderBy(a => a.Key).Select(a => a.Value)],
            Config = topic.Configs ?? [],
            IsValidateOnly = isValidateOnly,
        });
        return reply.Error.ToClient(reply.Message);
    }

    private Error Grow(PartitionsSpecification partitions, bool isValidateOnly)
    {
        if (partitions.ReplicaAssignments?.Exists(IsImpossible) == true)
            return BrokerError.InvalidReplicaAssignment.ToClient(KnownBrokers);
        var reply = Ask<CreatePartitionsReply>(
            new CreatePartitionsRequest(partitions.Topic, partitions.IncreaseTo) { IsValidateOnly = isValidateOnly });
        return reply.Error.ToClient(reply.Message);
    }

    private string KnownBrokers =>
        $"The brokers of this cluster are {string.Join(", ", _host.Cluster.Kafka.Brokers.All.Select(b => b.Id))}; name each at most once in a partition.";

    private bool IsImpossible(List<int> replicas) =>
        replicas.Count == 0 || replicas.Distinct().Count() != replicas.Count || replicas.Exists(id => _host.Cluster.Kafka.Brokers.Find(id) is null);
}
