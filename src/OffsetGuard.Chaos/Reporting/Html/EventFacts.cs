using System.Text;
using OffsetGuard.Broker.History;
using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Reporting.Html;

/// <summary>What the page knows of an event beyond its text. A kind of event that it does not know is shown by its name and its fields.</summary>
internal readonly record struct EventFacts(Act Act)
{
    public string? Group { get; private init; }

    public TopicPartition? Partition { get; private init; }

    public long? Offset { get; private init; }

    public string? Site { get; private init; }

    public static EventFacts Of(WorldEvent happened) => happened switch
    {
        ProcessStarted => new(Act.Start),
        ProcessStopped => new(Act.Stop),
        ProcessKilled or ProcessFailed => new(Act.Kill),
        RecordDelivered delivered => new(Act.Deliver) { Group = delivered.Group, Partition = delivered.Partition, Offset = delivered.Offset },
        RecordEffect effect => new(Act.Process) { Group = effect.Group, Partition = effect.Partition, Offset = effect.Offset, Site = effect.Site },
        OffsetsCommitted committed => new(Act.Commit) { Group = committed.Group, Partition = committed.Partition, Site = committed.Site },
        ReadingStarted reading => new(Act.Other) { Group = reading.Group, Partition = reading.Partition },
        PartitionAssigned assigned => new(Act.Other) { Group = assigned.Group, Partition = assigned.Partition },
        PartitionRevoked revoked => new(Act.Other) { Group = revoked.Group, Partition = revoked.Partition },
        PartitionReleased released => new(Act.Other) { Group = released.Group, Partition = released.Partition },
        PositionSet set => new(Act.Other) { Group = set.Group, Partition = set.Partition },
        RecordsAppended appended => new(Act.Append) { Partition = appended.Partition, Offset = appended.BaseOffset },
        _ => new(Act.Other),
    };

    /// <summary>The words of the text report; where it is silent words of our own, or the name and the fields of the event.</summary>
    public static string TextOf(WorldEvent happened) =>
        LaneTable.TextOf(happened) is { Length: > 0 } text ? text : WordsOf(happened) ?? Generic(happened.ToString());

    private static string? WordsOf(WorldEvent happened) => happened switch
    {
        StopBegan => "asks everybody to stop",
        MemberCame came => $"joins group {came.Group}",
        MemberGone gone => $"is out of group {gone.Group}: {Words(gone.Why.ToString())}",
        RebalanceStarted started => $"group {started.Group} rebalances",
        OffsetsSent sent => $"sends {sent.Partition}→{sent.NextOffset} to its transaction",
        TransactionDecided decided => $"transaction of {decided.TransactionalId}: {Words(decided.End.ToString())}",
        MarkReached mark => $"reaches '{mark.Label}'",
        PartitionRevoked { Why: GivingUp.Lost } lost => $"has lost {lost.Partition}",
        PartitionRevoked revoked => $"is to give up {revoked.Partition}",
        _ => null,
    };

    /// <summary><c>LeaderElected { At = .., Who = .., Broker = 2, Epoch = 3 }</c> becomes <c>leader elected: Broker = 2, Epoch = 3</c>.</summary>
    private static string Generic(string record)
    {
        var open = record.IndexOf(" { ", StringComparison.Ordinal);
        if (open < 0)
            return Words(record);
        // The base record prints its members first; the page shows both of them already.
        var fields = record[(open + 3)..^2];
        var who = fields.IndexOf($"{nameof(WorldEvent.Who)} = ", StringComparison.Ordinal);
        var first = who < 0 ? -1 : fields.IndexOf(", ", who, StringComparison.Ordinal);
        return first < 0 ? Words(record[..open]) : $"{Words(record[..open])}: {fields[(first + 2)..]}";
    }

    private static string Words(string name)
    {
        var words = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && words.Length > 0)
                words.Append(' ');
            words.Append(char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }
}
