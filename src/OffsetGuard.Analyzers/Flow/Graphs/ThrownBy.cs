namespace OffsetGuard.Analyzers.Flow.Graphs;

/// <summary>Where an exception comes from, which tells what handlers are for it.</summary>
internal enum ThrownBy
{
    /// <summary><c>Consume</c>: a ConsumeException, or a cancellation.</summary>
    Consume,

    /// <summary>Another call of the client: a KafkaException.</summary>
    Client,

    /// <summary>Any other code.</summary>
    Code,
}
