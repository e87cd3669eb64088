using OffsetGuard.Broker.Groups.Consumer;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Testing.History;

/// <summary>Says what was written into the log of a group of the consumer protocol.</summary>
internal static class ConsumerGroupWords
{
    public static Telling Tell(ConsumerGroupRecord record) => new("ConsumerGroupHeartbeat", record switch
    {
        GroupEpochWritten { Epoch: { } epoch } => $"epoch {epoch.Number} of the group begins",
        TargetEpochWritten { Epoch: { } epoch } => $"the target is that of epoch {epoch}",
        MemberWritten { Metadata: not null } member => $"{member.MemberId} joins, or wants something else",
        TargetWritten { Partitions: { } partitions } target => $"{target.MemberId} is going to own {Of(partitions)}",
        CurrentWritten { Assignment: { } current } member =>
            $"{member.MemberId} owns {Of(current.Assigned)}, epoch {current.Epoch}, {current.State}{(current.Revoking.IsEmpty ? "" : $", gives back {Of(current.Revoking)}")}",
        PatternWritten { Resolved: { } resolved } pattern => $"pattern {pattern.Pattern} stands for {string.Join(", ", resolved.Topics)}",
        GroupEpochWritten => "group is gone, or one of the classic protocol from now on",
        _ => throw new Broker.InvariantException($"The history has no words for the removal of {record.GetType().Name}."),
    });

    private static string Of(IEnumerable<TopicIdPartition> partitions) => Words.Of([.. partitions.Select(p => p.Partition)]);
}
