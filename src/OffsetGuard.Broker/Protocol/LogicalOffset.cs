namespace OffsetGuard.Broker.Protocol;

/// <summary>Offsets that name a place instead of a number. Source: librdkafka rdkafka.h (RD_KAFKA_OFFSET_*).</summary>
internal static class LogicalOffset
{
    public const long End = -1;
    public const long Beginning = -2;
    public const long Stored = -1000;
    public const long Unset = -1001;

    /// <summary><c>TailBase - n</c> is n records before the end.</summary>
    public const long TailBase = -2000;

    public static bool IsAbsolute(long offset) => offset >= 0;

    /// <summary>Whether librdkafka accepts the offset as the start of an assignment.</summary>
    public static bool IsValidStart(long offset) =>
        offset >= 0 || offset is End or Beginning or Stored or Unset || offset <= TailBase;
}
