using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.History;
using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Checking;

/// <summary>A consumer commits for partitions that it has: whoever has the others knows better.</summary>
internal sealed class CommitUnassigned(Ownership ownership) : IChecker
{
    public Violation? Observe(WorldEvent happened) => happened switch
    {
        OffsetsCommitted { Who: { } who, Cause: MoveCause.Application } c => Judge(who, c.ClientId, c.Group, c.Partition, c.NextOffset),
        CommitRefused { Who: { } who, Cause: CommitCause.Application } c => Judge(who, c.ClientId, c.Group, c.Partition, c.NextOffset),
        _ => null,
    };

    private Violation? Judge(IncarnationName who, int clientId, string group, TopicPartition partition, long nextOffset)
    {
        var isItsOwn = ownership.Of(clientId, partition) is { } tenure
            ? tenure.Ended is null && tenure.Told is not GivingUp.Lost
            : ownership.LastOf(group, partition) is not { } other || other.Who == who;   // nobody has it, or another consumer of the process
        return isItsOwn ? null : new Violation(Promise.CommitsOwnPartitions, group, partition, Math.Max(0, nextOffset - 1));
    }
}
