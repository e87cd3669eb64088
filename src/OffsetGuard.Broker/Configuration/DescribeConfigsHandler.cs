using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Configuration;

/// <summary>Lists settings with their values and where these come from.</summary>
/// <remarks>Apache Kafka: ConfigHelper.describeConfigs.</remarks>
internal sealed class DescribeConfigsHandler(TopicTable topics, BrokerConfig broker) : RequestHandler<DescribeConfigsRequest>
{
    protected override Decision Decide(in Call call, DescribeConfigsRequest request, DateTimeOffset now) =>
        Decision.Answer(request.Resource.Kind == ConfigResourceKind.Topic ? OfTopic(request.Resource.Name) : OfBroker(request.Resource));

    private DescribeConfigsReply OfTopic(string name)
    {
        if (topics.Find(name) is not { } topic)
            return new DescribeConfigsReply(ErrorCode.UnknownTopicOrPartition, []);
        var overrides = topic.Config.Overrides;
        return new DescribeConfigsReply(ErrorCode.None, [.. TopicConfigKeys.ByName.Values.Select(
            k => new DescribedConfig(k.Name, TopicConfig.Text(k.Name, overrides, broker), SourceOf(k, overrides), IsReadOnly: false))]);
    }

    private DescribeConfigsReply OfBroker(ConfigResource resource)
    {
        if (!resource.IsExistingBroker)
            return new DescribeConfigsReply(ErrorCode.InvalidRequest, [], $"Unexpected broker id, expected {ConfigResource.BrokerId}, but received {resource.Name}");
        return new DescribeConfigsReply(ErrorCode.None, [.. BrokerConfigKeys.ByName.Values.Select(
            k => new DescribedConfig(
                k.Name, broker.Text(k.Name), broker.Overrides.ContainsKey(k.Name) ? ConfigSource.Broker : ConfigSource.Default, !k.IsDynamic))]);
    }

    private ConfigSource SourceOf(ConfigKey key, IReadOnlyDictionary<string, string> overrides)
    {
        if (overrides.ContainsKey(key.Name))
            return ConfigSource.Topic;
        return key.BrokerName is { } name && broker.Overrides.ContainsKey(name) ? ConfigSource.Broker : ConfigSource.Default;
    }
}
