using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Configuration;

/// <summary>Asks for the settings of one topic or of the brokers.</summary>
internal sealed record DescribeConfigsRequest(ConfigResource Resource) : Request
{
    public override Reply Refuse(ErrorCode error) => new DescribeConfigsReply(error, []);

    public override string Describe() => $"DescribeConfigs {Resource.Kind} {Resource.Name}";
}

/// <summary>Where a value comes from.</summary>
internal enum ConfigSource
{
    Topic,
    Broker,
    Default,
}

/// <summary>One setting as it is now.</summary>
internal sealed record DescribedConfig(string Name, string Value, ConfigSource Source, bool IsReadOnly);

/// <summary>The settings in ordinal order of their names.</summary>
internal sealed record DescribeConfigsReply(ErrorCode Error, IReadOnlyList<DescribedConfig> Configs, string? Message = null) : Reply(Error);
