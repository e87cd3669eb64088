using OffsetGuard.Broker.History;
using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>The committed offset moves back only for a consumer that reads again from there: it has sought, or was reset.</summary>
internal sealed class CommitRegression : IChecker
{
    private readonly Dictionary<(string Group, TopicPartition Partition), Standing> _standings = [];

    private sealed class Standing
    {
        public long? Committed { get; set; }

        /// <summary>Where consumers were sent since the last commit, other than by the group, by client.</summary>
        public Dictionary<int, long> SentTo { get; } = [];
    }

    public Violation? Observe(WorldEvent happened)
    {
        switch (happened)
        {
            case PositionSet { Why: not ReadingStart.Committed } position:
                Of(position.Group, position.Partition).SentTo[position.ClientId] = position.Offset;
                return null;
            case OffsetsForgotten forgotten:
                Of(forgotten.Group, forgotten.Partition).Committed = null;
                return null;
            case OffsetsCommitted committed:
                var standing = Of(committed.Group, committed.Partition);
                var movesBack = committed.NextOffset < standing.Committed;
                var isSent = standing.SentTo.TryGetValue(committed.ClientId, out var to) && to <= committed.NextOffset;
                standing.Committed = committed.NextOffset;
                standing.SentTo.Clear();
                // What the client commits by itself it also tries again by itself, after newer ones: nothing a program can help.
                return movesBack && !isSent && committed is { Who: not null, Cause: MoveCause.Application }
                    ? new Violation(Promise.NoCommitRegression, committed.Group, committed.Partition, committed.NextOffset)
                    : null;
            default:
                return null;
        }
    }

    private Standing Of(string group, TopicPartition partition)
    {
        if (!_standings.TryGetValue((group, partition), out var standing))
            _standings.Add((group, partition), standing = new Standing());
        return standing;
    }
}
