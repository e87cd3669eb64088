namespace OffsetGuard.Broker.Clients;

/// <summary>The first of several instants, each of which may never come.</summary>
internal static class Earliest
{
    public static DateTimeOffset? Of(DateTimeOffset? x, DateTimeOffset? y) => x is null || y < x ? y : x;

    public static DateTimeOffset? Of(DateTimeOffset? x, DateTimeOffset? y, DateTimeOffset? z) => Of(Of(x, y), z);
}
