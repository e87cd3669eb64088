using System.Diagnostics;
using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Simulation;
using OffsetGuard.Testing.Clients;

namespace OffsetGuard.Testing.History;

/// <summary>One thing that happened in a <see cref="FakeKafka"/>.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class TimelineEntry
{
    private TimelineEntry(in HistoryEntry entry, ClientName client, Telling told)
    {
        At = entry.At;
        Client = client.Name;
        (Operation, Effect, Cause) = (told.Operation, told.Effect, told.Cause);
        Group = told.Group ?? client.GroupId;
        Partitions = [.. told.Partitions.Select(p => p.ToClient())];
        Error = told.Error == BrokerError.None ? null : (ErrorCode)told.Error;
        if (entry.Mark != OffsetMark.None)
            (Before, After) = (new Offset(entry.Before), new Offset(entry.After));
    }

    /// <summary>Virtual time since the cluster was created.</summary>
    public TimeSpan At { get; }

    /// <summary>The client's name, <c>test</c> for the test itself, <c>broker</c> for what brokers do by themselves.</summary>
    public string Client { get; }

    /// <summary>The consumer group, or null when it has to do with none.</summary>
    public string? Group { get; }

    /// <summary>The Kafka request or the call of the client, for example <c>OffsetCommit</c> or <c>Consume</c>.</summary>
    public string Operation { get; }

    /// <summary>The partitions that it is about; <see cref="Partition.Any"/> for a whole topic.</summary>
    public IReadOnlyList<TopicPartition> Partitions { get; }

    /// <summary>What changed, in words.</summary>
    public string Effect { get; }

    /// <summary>Why it happened, in words; null when the effect says it.</summary>
    public string? Cause { get; }

    /// <summary>
    /// Where the offset stood that moved: the log end of Produce, the position of Consume, the stored offset of StoreOffset, the committed
    /// offset of OffsetCommit, the log start of Retention and DeleteRecords, the read-ahead of Fetch. <see cref="Offset.Unset"/> when there
    /// was none; null when no offset moved.
    /// </summary>
    public Offset? Before { get; }

    /// <summary>Where that offset stands since; null when no offset moved.</summary>
    public Offset? After { get; }

    /// <summary>Why it was refused; null when it was not.</summary>
    public ErrorCode? Error { get; }

    /// <inheritdoc/>
    public override string ToString() => string.Join("  ", new[] { TimelineText.Time(At), Client, Group, Effect, Cause }.Where(t => t is not null));

    internal static TimelineEntry Of(in HistoryEntry entry, ClientName client) => new(entry, client, entry.Event switch
    {
        null => MoveWords.Tell(entry),
        RequestAnswered answered => RequestWords.Tell(answered),
        MessageDiverted diverted => RequestWords.Tell(diverted),
        ClientEvent happened => ClientWords.Tell(happened),
        var happened => BrokerWords.Tell(happened),
    });
}
