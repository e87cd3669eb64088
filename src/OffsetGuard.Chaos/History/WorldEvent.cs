using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.History;

/// <summary>Something that happened in a world and that a checker or a reader may want to know.</summary>
/// <param name="At">Virtual time since the world began.</param>
/// <param name="Who">The incarnation that did it, or null when it was the test itself.</param>
internal abstract record WorldEvent(TimeSpan At, IncarnationName? Who);

/// <summary>An incarnation began to run.</summary>
internal sealed record ProcessStarted(TimeSpan At, IncarnationName? Who) : WorldEvent(At, Who);

/// <summary>An incarnation was killed: nothing it does after this instant has an effect.</summary>
internal sealed record ProcessKilled(TimeSpan At, IncarnationName? Who, string Where) : WorldEvent(At, Who);

/// <summary>An incarnation stood still while the rest of the world went on.</summary>
internal sealed record ProcessStalled(TimeSpan At, IncarnationName? Who, TimeSpan Duration) : WorldEvent(At, Who);

/// <summary>The process function returned: because it was asked to stop, or by itself.</summary>
internal sealed record ProcessStopped(TimeSpan At, IncarnationName? Who, bool WasAsked) : WorldEvent(At, Who);

/// <summary>The process function threw.</summary>
internal sealed record ProcessFailed(TimeSpan At, IncarnationName? Who, Exception Failure) : WorldEvent(At, Who);

/// <summary>A consumer of a group asked for a partition from this offset on for the first time in its life.</summary>
internal sealed record ReadingStarted(TimeSpan At, IncarnationName? Who, string Group, TopicPartition Partition, long Offset) : WorldEvent(At, Who);

/// <summary>Consume returned a record.</summary>
internal sealed record RecordDelivered(TimeSpan At, IncarnationName? Who, string Group, TopicPartition Partition, long Offset) : WorldEvent(At, Who);

/// <summary>The effect of a record is durable.</summary>
internal sealed record RecordProcessed(TimeSpan At, IncarnationName? Who, string Group, TopicPartition Partition, long Offset) : WorldEvent(At, Who);

/// <summary>A commit took effect.</summary>
/// <param name="At">Virtual time since the world began.</param>
/// <param name="Who">Who committed.</param>
/// <param name="Group">For which group.</param>
/// <param name="Partition">Which partition.</param>
/// <param name="NextOffset">The committed offset: the next one to read.</param>
/// <param name="Cause">Why the client committed.</param>
/// <param name="Site">File and line of the call, when stacks are captured and the application called.</param>
internal sealed record OffsetsCommitted(
    TimeSpan At, IncarnationName? Who, string Group, TopicPartition Partition, long NextOffset, CommitCause Cause, string? Site)
    : WorldEvent(At, Who);

/// <summary>Records were appended.</summary>
internal sealed record RecordsAppended(TimeSpan At, IncarnationName? Who, TopicPartition Partition, long BaseOffset, int Count) : WorldEvent(At, Who);
