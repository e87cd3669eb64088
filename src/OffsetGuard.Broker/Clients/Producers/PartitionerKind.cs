namespace OffsetGuard.Broker.Clients.Producers;

/// <summary>librdkafka's setting "partitioner".</summary>
internal enum PartitionerKind
{
    /// <summary>CRC-32 of the key; no key or an empty one goes anywhere.</summary>
    ConsistentRandom,

    /// <summary>CRC-32 of the key; no key counts as an empty one.</summary>
    Consistent,

    /// <summary>Java's hash; no key counts as an empty one.</summary>
    Murmur2,

    /// <summary>Java's hash; no key goes anywhere, an empty one does not.</summary>
    Murmur2Random,

    /// <summary>FNV-1a; no key counts as an empty one.</summary>
    Fnv1a,

    /// <summary>FNV-1a; no key goes anywhere, an empty one does not.</summary>
    Fnv1aRandom,

    /// <summary>Anywhere, whatever the key.</summary>
    Random,
}
