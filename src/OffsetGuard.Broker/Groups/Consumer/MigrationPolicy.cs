namespace OffsetGuard.Broker.Groups.Consumer;

/// <summary>Whether a group with members may change its protocol. Kafka: group.consumer.migration.policy.</summary>
internal readonly record struct MigrationPolicy(bool IsUpgradeAllowed, bool IsDowngradeAllowed)
{
    public static readonly MigrationPolicy Bidirectional = new(true, true);

    public static MigrationPolicy Parse(string policy) => new(policy is "bidirectional" or "upgrade", policy is "bidirectional" or "downgrade");
}
