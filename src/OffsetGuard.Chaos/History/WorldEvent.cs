using OffsetGuard.Broker.History;
using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.History;

/// <summary>Something that happened in a world and that a checker or a reader may want to know.</summary>
/// <param name="At">Virtual time since the world began.</param>
/// <param name="Who">The incarnation that did it, or null when it was the test itself.</param>
internal abstract record WorldEvent(TimeSpan At, IncarnationName? Who)
{
    /// <summary>Whether calls of a program may fail or come late by it, through no fault of the program.</summary>
    internal bool IsDisturbance => this is ProcessStalled or ProcessFrozen or FaultStruck { Kind: >= FaultKind.Refuse and <= FaultKind.Trim } or FaultStruck { HoldsRequest: true };

    /// <summary>Whether it is something that a schedule does to the world, or what became of a process by it.</summary>
    internal bool IsFault => this is ProcessKilled or ProcessStalled or ProcessFrozen or ProcessFailed or FaultStruck;
}

/// <summary>An incarnation began to run.</summary>
internal sealed record ProcessStarted(TimeSpan At, IncarnationName? Who) : WorldEvent(At, Who);

/// <summary>An incarnation was killed: nothing it does after this instant has an effect.</summary>
internal sealed record ProcessKilled(TimeSpan At, IncarnationName? Who, string Where) : WorldEvent(At, Who);

/// <summary>An incarnation stood still while the rest of the world went on.</summary>
internal sealed record ProcessStalled(TimeSpan At, IncarnationName? Who, TimeSpan Duration) : WorldEvent(At, Who);

/// <summary>The whole process stood still from here on, its clients included.</summary>
internal sealed record ProcessFrozen(TimeSpan At, IncarnationName? Who, TimeSpan Duration) : WorldEvent(At, Who);

/// <summary>A frozen process goes on as if nothing had been.</summary>
internal sealed record ProcessThawed(TimeSpan At, IncarnationName? Who) : WorldEvent(At, Who);

/// <summary>All processes are asked to stop: from here on nobody makes up for what fails.</summary>
internal sealed record StopBegan(TimeSpan At) : WorldEvent(At, Who: null);

/// <summary>The process function returned: because it was asked to stop, or by itself.</summary>
/// <param name="At">Virtual time since the world began.</param>
/// <param name="Who">Which incarnation.</param>
/// <param name="WasAsked">Whether it was asked to stop.</param>
/// <param name="UnfinishedCount">Pieces of its work that were still under way, and will never end.</param>
internal sealed record ProcessStopped(TimeSpan At, IncarnationName? Who, bool WasAsked, int UnfinishedCount) : WorldEvent(At, Who);

/// <summary>The process function threw.</summary>
internal sealed record ProcessFailed(TimeSpan At, IncarnationName? Who, Exception Failure) : WorldEvent(At, Who);

/// <summary>A consumer of a group asked for a partition from this offset on for the first time in its life.</summary>
internal sealed record ReadingStarted(TimeSpan At, IncarnationName? Who, string Group, TopicPartition Partition, long Offset) : WorldEvent(At, Who)
{
    /// <summary>How far it may see.</summary>
    public IsolationLevel Isolation { get; init; } = IsolationLevel.ReadCommitted;
}

/// <summary>Consume returned a record.</summary>
internal sealed record RecordDelivered(TimeSpan At, IncarnationName? Who, string Group, TopicPartition Partition, long Offset) : WorldEvent(At, Who)
{
    /// <summary>The consumer.</summary>
    public int ClientId { get; init; }
}

/// <summary>The effect of a record is durable.</summary>
internal abstract record RecordEffect(TimeSpan At, IncarnationName? Who, string Group, TopicPartition Partition, long Offset) : WorldEvent(At, Who)
{
    /// <summary>File and line of the call, when stacks are captured.</summary>
    public string? Site { get; init; }

    /// <summary>Whether a handler of a consumer does it: of a rebalance, most of all.</summary>
    public bool IsInHandler { get; init; }
}

/// <summary>The program says that the effect of a record is durable.</summary>
internal sealed record RecordProcessed(TimeSpan At, IncarnationName? Who, string Group, TopicPartition Partition, long Offset)
    : RecordEffect(At, Who, Group, Partition, Offset);

/// <summary>A write to durable stores took effect, or the commit of a transaction over several.</summary>
internal sealed record StoreWritten(TimeSpan At, IncarnationName? Who, string Label) : WorldEvent(At, Who);

/// <summary>The write that took effect is the effect of this record: it is processed as far as this store is concerned.</summary>
internal sealed record EffectWritten(TimeSpan At, IncarnationName? Who, string Store, string Group, TopicPartition Partition, long Offset)
    : RecordEffect(At, Who, Group, Partition, Offset);

/// <summary>A commit took effect.</summary>
/// <param name="At">Virtual time since the world began.</param>
/// <param name="Who">Who committed.</param>
/// <param name="Group">For which group.</param>
/// <param name="Partition">Which partition.</param>
/// <param name="NextOffset">The committed offset: the next one to read.</param>
/// <param name="Cause">Why it was committed.</param>
/// <param name="Site">File and line of the call, when stacks are captured and the application called.</param>
internal sealed record OffsetsCommitted(
    TimeSpan At, IncarnationName? Who, string Group, TopicPartition Partition, long NextOffset, MoveCause Cause, string? Site)
    : WorldEvent(At, Who)
{
    /// <summary>The client that committed, or that began the transaction which did; zero when nobody of the world has.</summary>
    public int ClientId { get; init; }
}

/// <summary>A fault other than a kill or a pause struck.</summary>
internal sealed record FaultStruck(TimeSpan At, IncarnationName? Who, FaultKind Kind, string Words) : WorldEvent(At, Who)
{
    /// <summary>A request waits until the fault is over, as on a slow network.</summary>
    public bool HoldsRequest { get; init; }
}

/// <summary>The program came to a place that it has named.</summary>
internal sealed record MarkReached(TimeSpan At, IncarnationName? Who, string Label) : WorldEvent(At, Who);

/// <summary>Something has happened that the test wants to see in some schedule; told once in a run.</summary>
internal sealed record SometimesReached(TimeSpan At, IncarnationName? Who, string Name) : WorldEvent(At, Who);

/// <summary>A consumer was given a partition.</summary>
internal sealed record PartitionAssigned(TimeSpan At, IncarnationName? Who, int ClientId, string Group, TopicPartition Partition) : WorldEvent(At, Who)
{
    /// <summary>Whether the group gave it; otherwise the program took it by hand.</summary>
    public bool IsByGroup { get; init; } = true;
}

/// <summary>A consumer was told that a partition goes; it may still finish what it does with it, unless it is lost.</summary>
internal sealed record PartitionRevoked(
    TimeSpan At, IncarnationName? Who, int ClientId, string Group, TopicPartition Partition, GivingUp Why) : WorldEvent(At, Who);

/// <summary>The handler of the revocation has returned: from now on the partition is somebody else's.</summary>
internal sealed record PartitionReleased(TimeSpan At, IncarnationName? Who, int ClientId, string Group, TopicPartition Partition) : WorldEvent(At, Who);

/// <summary>A consumer knows where to read on: the committed offset, a seek, a reset.</summary>
internal sealed record PositionSet(
    TimeSpan At, IncarnationName? Who, int ClientId, string Group, TopicPartition Partition, long Offset, ReadingStart Why) : WorldEvent(At, Who);

/// <summary>A call of the program to a client threw.</summary>
internal sealed record CallThrew(TimeSpan At, IncarnationName? Who, int ClientId, string Operation, ErrorCode Error) : WorldEvent(At, Who);
