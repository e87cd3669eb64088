using OffsetGuard.Broker.History;

namespace OffsetGuard.Testing.History;

/// <summary>Says what applications did and were told.</summary>
internal static class ClientWords
{
    public static Telling Tell(ClientEvent happened) => happened switch
    {
        Subscribed { Topics.Count: 0 } => new Telling("Unsubscribe", "unsubscribed"),
        Subscribed subscribed => new Telling("Subscribe", $"subscribed to {string.Join(", ", subscribed.Topics)}")
        {
            Partitions = [.. subscribed.Topics.Select(t => new BrokerPartition(t, Partition.Any))],
        },
        PartitionsGained gained => new Telling("Assign", $"assigned {Words.Of(gained.Partitions)}")
        {
            Cause = gained.IsByGroup ? "rebalance" : "Assign",
            Partitions = gained.Partitions,
        },
        PartitionsGivenUp given => Tell(given),
        ReadingBegan began => Tell(began),
        ReadingSwitched switched => new Telling(
            switched.IsPaused ? "Pause" : "Resume", $"{(switched.IsPaused ? "paused" : "resumed")} {Words.Of(switched.Partitions)}")
        {
            Partitions = switched.Partitions,
        },
        EndReached end => new Telling("Consume", $"end of {end.Partition} reached at {end.NextOffset}") { Partitions = [end.Partition] },
        RecordDropped dropped => new Telling("Consume", $"{dropped.Partition}@{dropped.Offset} dropped, it counts as delivered")
        {
            Cause = "a handler threw",
            Partitions = [dropped.Partition],
        },
        CallFailed failed => new Telling(failed.Operation, $"{failed.Operation} failed: {(ErrorCode)failed.Error}") { Error = failed.Error },
        ClientEnded ended => ended.IsClosed ? new Telling("Close", "closed") : new Telling("Dispose", "disposed without Close"),
        _ => throw new Broker.InvariantException($"The history has no words for {happened.GetType().Name}."),
    };

    private static Telling Tell(ReadingBegan began) => new("Fetch", $"reads {began.Partition} from {began.NextOffset} on")
    {
        Cause = began.Why switch
        {
            ReadingStart.Assigned => "Assign",
            ReadingStart.Committed => "committed offset",
            ReadingStart.Sought => "Seek",
            ReadingStart.Truncated => "log truncated",
            ReadingStart.ResetUnknown => "auto.offset.reset: nothing committed",
            _ => "auto.offset.reset: out of range",
        },
        Partitions = [began.Partition],
    };

    private static Telling Tell(PartitionsGivenUp given)
    {
        var partitions = Words.Of(given.Partitions);
        return (given.Why switch
        {
            GivingUp.Revoked => new Telling("Revoke", $"revoked {partitions}"),
            GivingUp.Lost => new Telling("Lose", $"lost {partitions}, others may have them already"),
            _ => new Telling("Unassign", $"unassigned {partitions}") { Cause = "Unassign" },
        }) with
        {
            Partitions = given.Partitions,
        };
    }
}
