using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Configuration;

/// <summary>What happens to one setting.</summary>
internal enum ConfigOperation
{
    Set,

    /// <summary>Back to the default.</summary>
    Delete,

    /// <summary>Adds to a list.</summary>
    Append,

    /// <summary>Takes from a list.</summary>
    Subtract,
}

/// <summary>One change of one setting.</summary>
internal sealed record ConfigChange(string Name, ConfigOperation Operation, string? Value);

/// <summary>Changes settings of one topic or of the brokers: all that are named, or none.</summary>
internal sealed record AlterConfigsRequest(ConfigResource Resource, IReadOnlyList<ConfigChange> Changes) : Request
{
    /// <summary>Settings that are not named go back to their defaults: the old way to alter.</summary>
    public bool ReplacesAll { get; init; }

    /// <summary>Everything is checked and nothing is changed.</summary>
    public bool IsValidateOnly { get; init; }

    public override Reply Refuse(ErrorCode error) => new AlterConfigsReply(error);

    public override string Describe() => $"AlterConfigs {Resource.Kind} {Resource.Name} {string.Join(", ", Changes.Select(c => c.Name))}";
}

/// <summary>Whether the settings were changed.</summary>
internal sealed record AlterConfigsReply(ErrorCode Error, string? Message = null) : Reply(Error);
