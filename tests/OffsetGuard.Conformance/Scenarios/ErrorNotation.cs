using System.Text.Json.Nodes;
using Confluent.Kafka;
using OffsetGuard.Conformance.Execution;

namespace OffsetGuard.Conformance.Scenarios;

/// <summary>How exceptions are written in observations: by the kind that an application would catch.</summary>
internal static class ErrorNotation
{
    /// <summary>This executor cannot do the step; it is not compared.</summary>
    public const string Unavailable = "!Unavailable";

    public static JsonNode Show(Exception failure) => failure switch
    {
        HandlerException => "!Handler",
        KafkaTxnRequiresAbortException kafka => $"{Show(kafka.Error)}(abort)",
        KafkaRetriableException kafka => $"{Show(kafka.Error)}(retriable)",
        TopicPartitionOffsetException partial => Partial(partial.Results.Select(r => (r.TopicPartition, r.Error))),
        TopicPartitionException partial => Partial(partial.Results.Select(r => (r.TopicPartition, r.Error))),
        KafkaException { Error.Code: ErrorCode.Local_UnsupportedFeature } => Unavailable,
        KafkaException kafka => Show(kafka.Error),
        ObjectDisposedException => "!ObjectDisposed",
        NotSupportedException => $"!NotSupported {failure.Message}",
        OperationCanceledException => "!OperationCanceled",
        ArgumentException => "!Argument",
        InvalidOperationException => "!InvalidOperation",
        _ => $"!{failure.GetType().Name} {failure.Message}",
    };

    public static string Show(Error error) => $"!{error.Code}{(error.IsFatal ? "(fatal)" : "")}";

    /// <summary>Per-partition errors inside one exception; partitions without an error are left out.</summary>
    public static JsonObject Partial(IEnumerable<(TopicPartition Partition, Error Error)> results)
    {
        var shown = new JsonObject { ["error"] = "!Local_Partial" };
        foreach (var (partition, error) in results.OrderBy(r => r.Partition))
        {
            if (error.IsError)
                shown[Notation.Show(partition)] = Show(error);
        }

        return shown;
    }
}
