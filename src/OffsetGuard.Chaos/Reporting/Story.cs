using OffsetGuard.Chaos.Checking;
using OffsetGuard.Chaos.Exploration;
using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Reporting;

/// <summary>The few events of a run that explain one broken promise, and whose they are.</summary>
internal sealed class Story
{
    private readonly Run _run;
    private readonly Violation _violation;

    public Story(Run run, Violation violation)
    {
        _run = run;
        _violation = violation;
        PassingCommit = FindPassingCommit();
        LastCommit = Events.OfType<OffsetsCommitted>().LastOrDefault(IsOfThePartition);
        LastReading = Events.OfType<ReadingStarted>().LastOrDefault(r => r.Group == violation.Group && r.Partition == violation.Partition);
        Failure = Events.OfType<ProcessFailed>().LastOrDefault();
        Lanes = FindLanes();
    }

    /// <summary>The first commit that passed the record while nobody had processed it.</summary>
    public OffsetsCommitted? PassingCommit { get; }

    public OffsetsCommitted? LastCommit { get; }

    /// <summary>Where the last consumer of the partition began to read.</summary>
    public ReadingStarted? LastReading { get; }

    public ProcessFailed? Failure { get; }

    /// <summary>The event that broke the promise; null when it shows only at rest.</summary>
    public WorldEvent? Breaking => _violation.EventIndex is { } index ? Events[index] : null;

    /// <summary>The last time that the effect of the record was part of a transaction that was aborted.</summary>
    public EffectDiscarded? Discarding => Events.OfType<EffectDiscarded>().LastOrDefault(d => IsTheRecord(d.Partition, d.Offset));

    public CallThrew? LastThrow => Events.OfType<CallThrew>().LastOrDefault();

    /// <summary>At most two: the incarnation that broke the promise, and the one that came after it.</summary>
    public IReadOnlyList<IncarnationName> Lanes { get; }

    public IReadOnlyList<WorldEvent> Events => _run.History.Events;

    /// <summary>How often the record was processed.</summary>
    public IEnumerable<WorldEvent> Processings => Events.Where(IsProcessing);

    public bool IsTheRecord(TopicPartition partition, long offset) => partition == _violation.Partition && offset == _violation.Offset;

    /// <summary>What is wrong with the one event that broke the promise; null for all others, and when it is no single one.</summary>
    public string? FaultOf(WorldEvent happened)
    {
        if (ReferenceEquals(happened, PassingCommit))
            return "ahead of processed";
        if (!ReferenceEquals(happened, Breaking))
            return null;
        return _violation.Promise is Promise.GratuitousDuplicates or Promise.ExactlyOnce or Promise.AtMostOnce ? "processed again" : _violation.Id;
    }

    public bool Matters(WorldEvent happened)
    {
        if (happened.Who is not { } who || !Lanes.Contains(who))
            return false;
        if (ReferenceEquals(happened, Breaking))
            return true;
        return happened switch
        {
            ProcessKilled or ProcessStalled or ProcessFailed or ProcessFrozen or ProcessThawed or FaultStruck => true,
            ProcessStopped stopped => !stopped.WasAsked,
            ReadingStarted reading => IsOfThePartition(reading) && who != Lanes[0],
            RecordDelivered delivered => IsTheRecord(delivered.Partition, delivered.Offset),
            RecordEffect => IsProcessing(happened),
            EffectDiscarded discarded => IsTheRecord(discarded.Partition, discarded.Offset),
            PartitionAssigned assigned => IsAboutOwners && assigned.Partition == _violation.Partition,
            PartitionReleased released => IsAboutOwners && released.Partition == _violation.Partition,
            OffsetsCommitted committed => Matters(committed),
            _ => false,
        };
    }

    private bool IsAboutOwners => _violation.Promise is Promise.NothingAfterRevocation or Promise.OneOwner or Promise.CommitsOwnPartitions or Promise.CleanHandOver;

    private bool IsProcessing(WorldEvent happened) => happened is RecordEffect effect && IsTheRecord(effect.Partition, effect.Offset);

    private bool Matters(OffsetsCommitted committed)
    {
        if (ReferenceEquals(committed, PassingCommit))
            return true;
        if (!IsOfThePartition(committed))
            return false;
        if (_violation.Promise == Promise.FinalCommitExact && ReferenceEquals(committed, LastCommit))
            return true;
        return committed.NextOffset == _violation.Offset || committed.NextOffset == _violation.Offset + 1;
    }

    private bool IsOfThePartition(OffsetsCommitted committed) =>
        committed.Group == _violation.Group && committed.Partition == _violation.Partition;

    private bool IsOfThePartition(ReadingStarted reading) => reading.Group == _violation.Group && reading.Partition == _violation.Partition;

    private OffsetsCommitted? FindPassingCommit()
    {
        foreach (var happened in Events)
        {
            if (IsProcessing(happened))
                return null;
            if (happened is OffsetsCommitted committed && IsOfThePartition(committed) && committed.NextOffset > _violation.Offset)
                return committed;
        }

        return null;
    }

    private List<IncarnationName> FindLanes()
    {
        var first = PassingCommit?.Who
            ?? Breaking?.Who
            ?? Events.OfType<ProcessKilled>().FirstOrDefault()?.Who
            ?? Events.OfType<RecordDelivered>().FirstOrDefault(d => IsTheRecord(d.Partition, d.Offset))?.Who
            ?? Events.First(e => e.Who is not null).Who!.Value;
        var last = Events.LastOrDefault(e => e.Who is not null && e.Who != first && IsAboutThePartition(e))?.Who
            ?? Events.OfType<ProcessStarted>().LastOrDefault(s => s.Who != first && s.Who!.Value.Process == first.Process)?.Who;
        return last is null ? [first] : [first, last.Value];
    }

    private bool IsAboutThePartition(WorldEvent happened) => happened switch
    {
        ReadingStarted reading => IsOfThePartition(reading),
        RecordDelivered delivered => delivered.Partition == _violation.Partition,
        OffsetsCommitted committed => IsOfThePartition(committed),
        _ => false,
    };
}
