using OffsetGuard.Chaos.Reporting;
using OffsetGuard.Chaos.Reporting.Html;

namespace ChaosTests.Html;

/// <summary>Documents by hand: what a page does with them changes only when the page does.</summary>
internal static class Documents
{
    /// <summary>Offset 0 is committed, then its process is killed; another one goes on behind it.</summary>
    public static CounterexampleDocument Loss => new()
    {
        Property = "at-least-once",
        Account = new Account("AT-LEAST-ONCE BROKEN: orders[0]@0 (key=A) is lost", "1 kill", "Commit(1) ran too early", "@0 is lost", "OG1.x", "kill it"),
        Subject = new DocumentSubject("billing", 0, "orders[0]@0 (key=A)", "lost"),
        Lanes = [new DocumentLane("worker #1", 2, 5), new DocumentLane("worker #2", 6, LastStep: null)],
        Partitions = [new DocumentPartition("orders[0]", [new(0, 0, "A", null), new(1, 1, "B", null)])],
        Steps =
        [
            Step(0, Act.Append, "appended @0") with { Partition = 0, Offset = 0, IsSubject = true, Changes = [LogUpTo(1)] },
            Step(0, Act.Append, "appended @1") with { Partition = 0, Offset = 1, Changes = [LogUpTo(2)] },
            Step(0, Act.Start, "starts") with { Lane = 0 },
            OfGroup(3, Act.Deliver, "Consume → @0") with { Lane = 0, Offset = 0, IsKey = true, IsSubject = true, Changes = [ReadBy("worker #1", 1)] },
            OfGroup(3, Act.Commit, "Commit(1)") with
            {
                Lane = 0, Site = "Orders.cs:7", Fault = "ahead of processed", IsKey = true, IsSubject = true, Changes = [CommittedAt(1)],
            },
            Step(3, Act.Kill, "✖ killed") with { Lane = 0, IsKey = true, Changes = [new OffsetChange(0) { Readers = [] }] },
            Step(4, Act.Start, "starts") with { Lane = 1 },
            OfGroup(48, Act.Deliver, "Consume → @1") with { Lane = 1, Offset = 1, Changes = [ReadBy("worker #2", 2)] },
            OfGroup(48, Act.Process, "processed @1") with { Lane = 1, Offset = 1 },
            OfGroup(48, Act.Commit, "Commit(2)") with { Lane = 1, Changes = [CommittedAt(2)] },
            Step(48, Act.End, "@0 is lost") with { Time = "end", Partition = 0, IsKey = true, IsSubject = true },
        ],
    };

    /// <summary>Offset 0 is processed twice by one process.</summary>
    public static CounterexampleDocument Duplicate => Loss with
    {
        Subject = new DocumentSubject("billing", 0, "orders[0]@0 (key=A)", "processed twice"),
        Lanes = [new DocumentLane("worker #1", 1, LastStep: null)],
        Steps =
        [
            Step(0, Act.Append, "appended @0") with { Partition = 0, Offset = 0, IsSubject = true, Changes = [LogUpTo(1)] },
            OfGroup(3, Act.Process, "processed @0") with { Lane = 0, Offset = 0, IsKey = true, IsSubject = true },
            OfGroup(3, Act.Process, "processed @0") with { Lane = 0, Offset = 0, IsKey = true, IsSubject = true, Fault = "processed again" },
            Step(3, Act.End, "@0 processed more than once") with { Time = "end", Partition = 0, IsKey = true, IsSubject = true },
        ],
    };

    /// <summary>Two groups, a log that was truncated, and an event of the cluster itself.</summary>
    public static CounterexampleDocument Truncation => Loss with
    {
        Subject = new DocumentSubject("billing", 1, "orders[0]@1", "lost"),
        Lanes = [new DocumentLane("worker #1", 1, LastStep: null)],
        Partitions = [new DocumentPartition("orders[0]", [new(0, 0, "A", null), new(0, 1, "B", null), new(3, 1, "C", null)])],
        Steps =
        [
            Step(0, Act.Append, "appended @0 to @1") with { Partition = 0, Changes = [LogUpTo(2)] },
            OfGroup(1, Act.Process, "processed @0") with { Lane = 0, Offset = 0 },
            Step(2, Act.Other, "leader elected: BrokerId = 2") with { Changes = [LogUpTo(1)] },
            Step(3, Act.Append, "appended @1") with
            {
                Changes = [LogUpTo(2) with { Committed = [new CommittedOffset("billing", 1), new CommittedOffset("mailing", 1)] }],
            },
            Step(3, Act.End, "@1 is gone") with { Time = "end" },
        ],
    };

    private static DocumentStep OfGroup(int seconds, Act act, string text) => Step(seconds, act, text) with { Group = "billing", Partition = 0 };

    private static DocumentStep Step(int seconds, Act act, string text) => new() { Time = $"{seconds} s", AtMs = seconds * 1000, Act = act, Text = text };

    private static OffsetChange LogUpTo(long end) => new(0) { LogStart = 0, LastStable = end, HighWatermark = end, LogEnd = end };

    private static OffsetChange CommittedAt(long offset) => new(0) { Committed = [new CommittedOffset("billing", offset)] };

    private static OffsetChange ReadBy(string lane, long offset) => new(0) { Readers = [new ReaderOffsets(lane, "billing", offset, offset)] };
}
