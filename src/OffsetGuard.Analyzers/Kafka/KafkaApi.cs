using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>The role of each method of the client.</summary>
internal sealed class KafkaApi(KafkaContext kafka)
{
    public KafkaContext Kafka { get; } = kafka;

    /// <summary>The same as asking for the role, at the price of comparing a name: every call of a compilation is asked.</summary>
    public bool IsConsume(IMethodSymbol method) => method.Name == KafkaNames.Consume && Kafka.IsConsumer(method.ContainingType);

    public CallRole RoleOf(IMethodSymbol method)
    {
        var type = method.ContainingType;
        switch (method.Name)
        {
            case KafkaNames.Consume when IsConsume(method):
                return CallRole.Consume;
            case KafkaNames.Commit when Kafka.IsConsumer(type):
                return method.Parameters.IsEmpty ? CallRole.CommitStored
                    : TakesRecord(method) ? CallRole.CommitRecord : CallRole.CommitOffsets;
            case KafkaNames.StoreOffset when Kafka.IsConsumer(type):
                return TakesRecord(method) ? CallRole.StoreRecord : CallRole.StoreOffset;
            case KafkaNames.Seek when Kafka.IsConsumer(type):
                return CallRole.Seek;
            case KafkaNames.Close or KafkaNames.Dispose or KafkaNames.Unsubscribe or KafkaNames.Assign or KafkaNames.Unassign
                or KafkaNames.IncrementalAssign or KafkaNames.IncrementalUnassign or KafkaNames.Subscribe when Kafka.IsConsumer(type):
                return CallRole.ChangeAssignment;
            case KafkaNames.Pause when Kafka.IsConsumer(type):
                return CallRole.Pause;
            case KafkaNames.Flush when Kafka.IsProducer(type):
                return CallRole.Flush;
            case KafkaNames.Produce or KafkaNames.ProduceAsync when Kafka.IsProducer(type):
                return CallRole.Produce;
            case KafkaNames.SendOffsetsToTransaction when Kafka.IsProducer(type):
                return CallRole.SendOffsetsToTransaction;
            case KafkaNames.Build when Kafka.IsConsumerBuilder(type):
                return CallRole.BuildConsumer;
            default:
                return Kafka.IsClient(type) ? CallRole.Client : CallRole.None;
        }
    }

    private bool TakesRecord(IMethodSymbol method) =>
        !method.Parameters.IsEmpty && Kafka.IsConsumeResult(method.Parameters[0].Type);
}
