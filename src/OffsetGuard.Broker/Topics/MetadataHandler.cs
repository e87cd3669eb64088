using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Topics;

/// <summary>Lists the topics, and creates one on demand.</summary>
/// <remarks>Apache Kafka: KafkaApis.handleTopicMetadataRequest.</remarks>
internal sealed class MetadataHandler(TopicTable topics, ClusterOptions options) : RequestHandler<MetadataRequest>
{
    protected override Decision Decide(in Call call, MetadataRequest request, DateTimeOffset now)
    {
        if (options.AutoCreatesTopics && request.ToCreate is { } missing && !topics.Contains(missing))
            topics.Add(missing, partitionCount: 1);
        return Decision.Answer(new MetadataReply([.. topics.All.Select(t => KeyValuePair.Create(t.Name, t.Partitions.Count))]));
    }
}
