using OffsetGuard.Broker.Configuration;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Replication;

namespace OffsetGuard.Broker.Topics;

/// <summary>Lists the topics, and creates one on demand.</summary>
/// <remarks>Apache Kafka: KafkaApis.handleTopicMetadataRequest, AutoTopicCreationManager.</remarks>
internal sealed class MetadataHandler(TopicTable topics, BrokerConfig broker, BrokerTable brokers) : RequestHandler<MetadataRequest>
{
    protected override Decision Decide(in Call call, MetadataRequest request, DateTimeOffset now)
    {
        if (broker.IsAutoCreateTopics && request.ToCreate is { } missing && !topics.Contains(missing) && TopicNames.IsValid(missing))
            topics.Add(missing, broker.NumPartitions);
        var reply = new MetadataReply([.. topics.All.Select(t => KeyValuePair.Create(t.Name, t.Partitions.Count))]);
        return Decision.Answer(brokers.IsPlain ? reply : reply with { Brokers = [.. Members()], Leaders = [.. Leaders()] });
    }

    private IEnumerable<int> Members() => brokers.All.Where(b => !b.IsFenced).Select(b => b.Id);

    private IEnumerable<PartitionLeader> Leaders() => topics.All.SelectMany(t => t.Partitions)
        .Select(p => (p.Id, p.Replicas.Registration))
        .Select(p => new PartitionLeader(p.Id, p.Registration.Leader, p.Registration.LeaderEpoch)
        {
            Replicas = p.Registration.Replicas,
            InSync = p.Registration.InSync,
        });
}
