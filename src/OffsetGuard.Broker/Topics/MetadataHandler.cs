using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Topics;

/// <summary>Lists the topics.</summary>
/// <remarks>Apache Kafka: KafkaApis.handleTopicMetadataRequest.</remarks>
internal sealed class MetadataHandler(TopicTable topics) : RequestHandler<MetadataRequest>
{
    protected override Decision Decide(in Call call, MetadataRequest request, DateTimeOffset now) =>
        Decision.Answer(new MetadataReply([.. topics.All.Select(t => KeyValuePair.Create(t.Name, t.Partitions.Count))]));
}
