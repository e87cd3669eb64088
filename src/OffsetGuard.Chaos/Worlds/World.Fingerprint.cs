namespace OffsetGuard.Chaos.Worlds;

/// <content>What is left of the world when its processes are gone.</content>
public sealed partial class World
{
    /// <summary>Equal for two worlds in which everything goes on the same way once their processes are dead.</summary>
    internal ulong? Fingerprint() => Kafka is null ? 0 : null;
}
