using OffsetGuard.Broker.Configuration;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Replication;

namespace OffsetGuard.Broker.Topics;

/// <summary>Creates a topic whose name, partition count, replication factor and settings Kafka accepts.</summary>
/// <remarks>Apache Kafka: ReplicationControlManager.createTopics, Topic.validate.</remarks>
internal sealed class CreateTopicHandler(TopicTable topics, BrokerConfig broker, BrokerTable brokers) : RequestHandler<CreateTopicRequest>
{
    protected override Decision Decide(in Call call, CreateTopicRequest request, DateTimeOffset now)
    {
        var reply = Refusal(request);
        if (reply.Error == ErrorCode.None && !request.IsValidateOnly)
        {
            var partitionCount = request.Assignments is not null ? 0 : request.PartitionCount == -1 ? broker.NumPartitions : request.PartitionCount;
            var topic = topics.Add(
                request.Name,
                partitionCount,
                new SortedDictionary<string, string>(request.Config.ToDictionary(), StringComparer.Ordinal),
                request.ReplicationFactor == -1 ? null : request.ReplicationFactor);
            foreach (var brokerIds in request.Assignments ?? [])
                topic.AddPartition(brokerIds);
        }

        return Decision.Answer(reply);
    }

    private CreateTopicReply Refusal(CreateTopicRequest request)
    {
        if (!TopicNames.IsValid(request.Name))
            return new CreateTopicReply(ErrorCode.InvalidTopic);
        if (topics.Contains(request.Name))
            return new CreateTopicReply(ErrorCode.TopicAlreadyExists, $"Topic '{request.Name}' already exists.");
        if (topics.All.FirstOrDefault(t => TopicNames.Collide(t.Name, request.Name)) is { } other)
            return new CreateTopicReply(ErrorCode.InvalidTopic, $"Topic '{request.Name}' collides with existing topic: {other.Name}");
        if (request.PartitionCount is 0 or < -1)
            return new CreateTopicReply(ErrorCode.InvalidPartitions, "Number of partitions was set to an invalid non-positive value.");
        if (request.ReplicationFactor is 0 or < -1 || request.ReplicationFactor > brokers.All.Count)
        {
            return new CreateTopicReply(
                ErrorCode.InvalidReplicationFactor,
                $"Unable to replicate the partition {request.ReplicationFactor} time(s): the target replication factor cannot be reached "
                + $"because only {brokers.All.Count} broker(s) are registered.");
        }

        var problem = request.Config.Select(c => TopicConfig.ProblemWith(c.Key, c.Value)).FirstOrDefault(p => p is not null);
        return problem is null ? new CreateTopicReply(ErrorCode.None) : new CreateTopicReply(ErrorCode.InvalidConfig, problem);
    }
}
