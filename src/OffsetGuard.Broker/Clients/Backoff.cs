using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients;

/// <summary>Which refusals a client tries again by itself, and how long it waits in between.</summary>
/// <remarks>librdkafka: retry.backoff.ms (100, doubled each time up to retry.backoff.max.ms, 1000), rd_kafka_err_action.</remarks>
internal static class Backoff
{
    /// <summary>The first attempt and two more.</summary>
    public const int AttemptsMax = 3;

    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_max = TimeSpan.FromSeconds(1);

    public static bool IsTransient(ErrorCode error) => error is ErrorCode.CoordinatorLoadInProgress or ErrorCode.CoordinatorNotAvailable
        or ErrorCode.NotCoordinator or ErrorCode.RequestTimedOut;

    /// <summary>The wait after this attempt, counted from 1.</summary>
    public static TimeSpan After(int attempt) => attempt > 4 ? s_max : s_first * (1 << (attempt - 1));
}
