using OffsetGuard.Testing.Configuration;

namespace OffsetGuard.Testing.Clients;

/// <summary>What the application set on a producer's builder besides the settings of the model.</summary>
internal sealed record ProducerCallbacks<TKey, TValue>
{
    /// <summary>Null when an asynchronous one is set.</summary>
    public required ISerializer<TKey>? KeySerializer { get; init; }

    /// <summary>Null when an asynchronous one is set.</summary>
    public required ISerializer<TValue>? ValueSerializer { get; init; }

    public IAsyncSerializer<TKey>? AsyncKeySerializer { get; init; }

    public IAsyncSerializer<TValue>? AsyncValueSerializer { get; init; }

    public Action<IProducer<TKey, TValue>, Error>? Error { get; init; }

    /// <summary>dotnet.producer.enable.background.poll: otherwise reports come in Poll and Flush only, those of ProduceAsync too.</summary>
    public bool PollsInBackground { get; init; } = true;

    /// <summary>dotnet.producer.enable.delivery.reports.</summary>
    public bool HasReports { get; init; } = true;

    public DeliveryReportFields ReportFields { get; init; } = DeliveryReportFields.All;
}
