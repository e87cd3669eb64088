using OffsetGuard.Broker.Configuration;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Topics;

/// <summary>Lists the topics, and creates one on demand.</summary>
/// <remarks>Apache Kafka: KafkaApis.handleTopicMetadataRequest, AutoTopicCreationManager.</remarks>
internal sealed class MetadataHandler(TopicTable topics, BrokerConfig broker) : RequestHandler<MetadataRequest>
{
    protected override Decision Decide(in Call call, MetadataRequest request, DateTimeOffset now)
    {
        if (broker.IsAutoCreateTopics && request.ToCreate is { } missing && !topics.Contains(missing) && TopicNames.IsValid(missing))
            topics.Add(missing, broker.NumPartitions);
        return Decision.Answer(new MetadataReply([.. topics.All.Select(t => KeyValuePair.Create(t.Name, t.Partitions.Count))]));
    }
}
