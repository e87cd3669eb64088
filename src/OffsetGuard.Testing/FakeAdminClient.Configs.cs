using Confluent.Kafka.Admin;
using OffsetGuard.Broker.Configuration;
using OffsetGuard.Testing.Clients;
using BrokerConfigSource = OffsetGuard.Broker.Configuration.ConfigSource;
using BrokerResource = OffsetGuard.Broker.Configuration.ConfigResource;
using ConfigResource = Confluent.Kafka.Admin.ConfigResource;
using ConfigSource = Confluent.Kafka.Admin.ConfigSource;

namespace OffsetGuard.Testing;

public sealed partial class FakeAdminClient
{
    /// <summary>Reads settings of topics and brokers.</summary>
    /// <exception cref="DescribeConfigsException">Faults the task: a topic or broker does not exist.</exception>
    public Task<List<DescribeConfigsResult>> DescribeConfigsAsync(IEnumerable<ConfigResource> resources, DescribeConfigsOptions? options = null)
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(resources);
        var wanted = resources.ToList();
        return AsTask(() =>
        {
            RequireSomeAndDistinct(wanted, "resources");
            var reports = wanted.ConvertAll(r => Describe(r, options?.RequestTimeout));
            return reports.Exists(r => r.Error.IsError)
                ? throw new DescribeConfigsException(reports)
                : reports.ConvertAll(r => new DescribeConfigsResult { Entries = r.Entries });
        });
    }

    /// <summary>Replaces settings: what is not named goes back to its default.</summary>
    /// <exception cref="AlterConfigsException">Faults the task: a topic, a key or a value is refused.</exception>
    public Task AlterConfigsAsync(Dictionary<ConfigResource, List<ConfigEntry>> configs, AlterConfigsOptions? options = null)
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(configs);
        return AsTask(() =>
        {
            RequireSomeAndDistinct(configs.Keys, "resources");
            var reports = configs.Select(c => new AlterConfigsReport
            {
                Error = Alter(
                    new AlterConfigsRequest(ToBroker(c.Key), [.. c.Value.Select(e => new ConfigChange(e.Name, ConfigOperation.Set, e.Value))])
                    {
                        ReplacesAll = true,
                        IsValidateOnly = options?.ValidateOnly ?? false,
                    },
                    options?.RequestTimeout),
            }).ToList();
            return reports.Exists(r => r.Error.IsError) ? throw new AlterConfigsException(reports) : reports;
        });
    }

    /// <summary>Changes the settings that are named and no others.</summary>
    /// <exception cref="IncrementalAlterConfigsException">Faults the task: a topic, a key or a value is refused.</exception>
    public Task<List<IncrementalAlterConfigsResult>> IncrementalAlterConfigsAsync(
        Dictionary<ConfigResource, List<ConfigEntry>> configs, IncrementalAlterConfigsOptions? options = null)
    {
        ThrowIfDisposed();
        ArgumentNullException.ThrowIfNull(configs);
        return AsTask(() =>
        {
            RequireSomeAndDistinct(configs.Keys, "resources");
            var reports = configs.Select(c => new IncrementalAlterConfigsReport
            {
                Error = Alter(
                    new AlterConfigsRequest(ToBroker(c.Key), [.. c.Value.Select(ToBroker)]) { IsValidateOnly = options?.ValidateOnly ?? false },
                    options?.RequestTimeout),
            }).ToList();
            return reports.Exists(r => r.Error.IsError)
                ? throw new IncrementalAlterConfigsException(reports)
                : reports.ConvertAll(_ => new IncrementalAlterConfigsResult());
        });
    }

    private Error Alter(AlterConfigsRequest request, TimeSpan? timeout)
    {
        var reply = Ask<AlterConfigsReply>(request, timeout);
        return reply.Error.ToClient(reply.Message);
    }

    private DescribeConfigsReport Describe(ConfigResource resource, TimeSpan? timeout)
    {
        var reply = Ask<DescribeConfigsReply>(new DescribeConfigsRequest(ToBroker(resource)), timeout);
        return new DescribeConfigsReport
        {
            Error = reply.Error.ToClient(reply.Message),
            Entries = reply.Configs.ToDictionary(c => c.Name, ToClient),
        };
    }

    private static ConfigEntryResult ToClient(DescribedConfig config) => new()
    {
        Name = config.Name,
        Value = config.Value,
        IsReadOnly = config.IsReadOnly,
        IsDefault = config.Source == BrokerConfigSource.Default,
        Source = config.Source switch
        {
            BrokerConfigSource.Topic => ConfigSource.DynamicTopicConfig,
            BrokerConfigSource.Broker => ConfigSource.StaticBrokerConfig,
            _ => ConfigSource.DefaultConfig,
        },
        Synonyms = [],
    };

    private static ConfigChange ToBroker(ConfigEntry entry) => new(
        entry.Name,
        entry.IncrementalOperation switch
        {
            AlterConfigOpType.Delete => ConfigOperation.Delete,
            AlterConfigOpType.Append => ConfigOperation.Append,
            AlterConfigOpType.Subtract => ConfigOperation.Subtract,
            _ => ConfigOperation.Set,
        },
        entry.Value);

    private static BrokerResource ToBroker(ConfigResource resource) => resource.Type switch
    {
        ResourceType.Topic => new BrokerResource(ConfigResourceKind.Topic, resource.Name),
        ResourceType.Broker => new BrokerResource(ConfigResourceKind.Broker, resource.Name ?? ""),
        _ => throw new NotSupportedException($"Settings of a {resource.Type} are not modelled. Use ResourceType.Topic or ResourceType.Broker."),
    };
}
