using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Configuration;

/// <summary>Gives topics and brokers other settings while they run.</summary>
/// <remarks>Apache Kafka: ConfigurationControlManager.incrementalAlterConfigs, legacyAlterConfigs; DynamicBrokerConfig.</remarks>
internal sealed class AlterConfigsHandler(TopicTable topics, BrokerConfig broker, LogUpkeep upkeep) : RequestHandler<AlterConfigsRequest>
{
    protected override Decision Decide(in Call call, AlterConfigsRequest request, DateTimeOffset now)
    {
        var reply = request.Resource.Kind == ConfigResourceKind.Topic ? AlterTopic(request) : AlterBroker(request);
        if (reply.Error == ErrorCode.None && !request.IsValidateOnly)
            upkeep.OnChanged(now);
        return Decision.Answer(reply);
    }

    private AlterConfigsReply AlterTopic(AlterConfigsRequest request)
    {
        if (topics.Find(request.Resource.Name) is not { } topic)
            return new AlterConfigsReply(ErrorCode.UnknownTopicOrPartition);
        var (values, problem) = Apply(request, topic.Config.Overrides, name => TopicConfigKeys.ByName.GetValueOrDefault(name),
            name => TopicConfig.Text(name, topic.Config.Overrides, broker));
        if (problem is not null)
            return problem;
        if (!request.IsValidateOnly)
            topics.Configure(topic, values);
        return new AlterConfigsReply(ErrorCode.None);
    }

    private AlterConfigsReply AlterBroker(AlterConfigsRequest request)
    {
        if (!request.Resource.IsExistingBroker)
            return new AlterConfigsReply(ErrorCode.InvalidRequest, $"Unexpected broker id {request.Resource.Name}; the only broker is {ConfigResource.BrokerId}.");
        if (request.Changes.FirstOrDefault(c => BrokerConfigKeys.ByName.TryGetValue(c.Name, out var key) && !key.IsDynamic) is { } fixedOne)
            return new AlterConfigsReply(ErrorCode.InvalidRequest, $"Cannot update these configs dynamically: {fixedOne.Name}. Set it in FakeKafkaOptions.BrokerSettings.");

        var (values, problem) = Apply(request, broker.Overrides, name => BrokerConfigKeys.ByName.GetValueOrDefault(name), broker.Text);
        if (problem is not null)
            return problem;
        if (!request.IsValidateOnly)
        {
            foreach (var key in BrokerConfigKeys.ByName.Values.Where(k => k.IsDynamic))
                broker.Set(key.Name, values.GetValueOrDefault(key.Name));
            topics.ConfigureAll();
        }

        return new AlterConfigsReply(ErrorCode.None);
    }

    private static (SortedDictionary<string, string> Values, AlterConfigsReply? Problem) Apply(
        AlterConfigsRequest request, IReadOnlyDictionary<string, string> before, Func<string, ConfigKey?> keyOf, Func<string, string> valueOf)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!request.ReplacesAll)
            Copy(before, values);
        foreach (var change in request.Changes)
        {
            if (keyOf(change.Name) is not { } key)
                return (values, new AlterConfigsReply(ErrorCode.InvalidConfig, $"Unknown config name: {change.Name}"));
            if (change.Operation is ConfigOperation.Append or ConfigOperation.Subtract && key.Type != ConfigType.List)
                return (values, new AlterConfigsReply(ErrorCode.InvalidConfig, $"Can't {change.Operation} to key {key.Name} because its type is not LIST."));
            if (NewValue(change, valueOf) is not { } value)
                values.Remove(change.Name);
            else if (key.ProblemWith(value) is { } problem)
                return (values, new AlterConfigsReply(ErrorCode.InvalidConfig, problem));
            else
                values[change.Name] = value;
        }

        return (values, null);
    }

    private static void Copy(IReadOnlyDictionary<string, string> from, SortedDictionary<string, string> to)
    {
        foreach (var (name, value) in from)
            to[name] = value;
    }

    private static string? NewValue(ConfigChange change, Func<string, string> valueOf) => change.Operation switch
    {
        ConfigOperation.Append => string.Join(',', Items(valueOf(change.Name)).Union(Items(change.Value ?? ""))),
        ConfigOperation.Subtract => string.Join(',', Items(valueOf(change.Name)).Except(Items(change.Value ?? ""))),
        ConfigOperation.Set => change.Value,
        _ => null,
    };

    private static string[] Items(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
