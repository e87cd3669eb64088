using System.Diagnostics;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Offsets;

namespace OffsetGuard.Testing.Inspection;

/// <summary>A consumer group as it was when it was looked at; look again to see what has changed.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class FakeGroup
{
    internal FakeGroup(Group group, PendingOffsets pending)
    {
        var description = group.Describe();
        Id = group.Id;
        Generation = group.Generation;
        Type = group.Kind == GroupKind.Consumer ? ConsumerGroupType.Consumer : ConsumerGroupType.Classic;
        State = Enum.TryParse<ConsumerGroupState>(description.State.ToString(), out var state) ? state : ConsumerGroupState.Unknown;
        ProtocolName = description.ProtocolName.Length == 0 ? null : description.ProtocolName;
        Members = [.. description.Members.Select(m => new FakeGroupMember(m))];
        Offsets = [.. group.Offsets.Records.Select(o => new FakeCommittedOffset(o))];
        PendingOffsets = [.. pending.Of(group.Id).Select(p => new FakeCommittedOffset(p.Offset) { PendingOfProducer = p.ProducerId })];
    }

    /// <summary>The group.id.</summary>
    public string Id { get; }

    /// <summary>Classic, where a member assigns, or Consumer (KIP-848), where the broker does; members of both protocols can be in the latter.</summary>
    public ConsumerGroupType Type { get; }

    /// <summary>
    /// Empty, PreparingRebalance, CompletingRebalance or Stable. A group of the consumer protocol whose members are on the way to their
    /// partitions is Unknown: Confluent.Kafka has no name for Kafka's states Assigning and Reconciling.
    /// </summary>
    public ConsumerGroupState State { get; }

    /// <summary>Grows by one with every rebalance; 0 before the first. The epoch of a group of the consumer protocol.</summary>
    public int Generation { get; }

    /// <summary>The assignor, for example <c>range</c>; null while the group is not stable.</summary>
    public string? ProtocolName { get; }

    /// <summary>The members, in order of joining.</summary>
    public IReadOnlyList<FakeGroupMember> Members { get; }

    /// <summary>How many members the coordinator counts, whether they are still alive or not.</summary>
    public int MemberCount => Members.Count;

    /// <summary>The committed offsets of all partitions, in order of topic and partition.</summary>
    public IReadOnlyList<FakeCommittedOffset> Offsets { get; }

    /// <summary>Offsets that were sent to transactions which have not ended.</summary>
    public IReadOnlyList<FakeCommittedOffset> PendingOffsets { get; }

    /// <summary>Where a restarted consumer would resume: the committed offset, or <see cref="Offset.Unset"/> when there is none.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The partition.</param>
    public Offset Committed(string topic, int partition) =>
        Offsets.FirstOrDefault(o => o.Topic == topic && o.Partition == partition)?.Offset ?? Offset.Unset;

    /// <summary>Looks at a member.</summary>
    /// <param name="memberId">Its member id.</param>
    /// <exception cref="ArgumentException">There is no such member; the message lists those that exist.</exception>
    public FakeGroupMember Member(string memberId) => Members.FirstOrDefault(m => m.MemberId == memberId)
        ?? throw new ArgumentException(
            $"Group '{Id}' has no member '{memberId}'. {Existing.List("members", Members.Select(m => m.MemberId))}", nameof(memberId));

    /// <summary>One line: state, generation, members, committed offsets.</summary>
    public override string ToString() =>
        $"group {Id} {State}, generation {Generation}, {MemberCount} members; committed {(Offsets.Count == 0 ? "nothing" : string.Join(", ", Offsets))}";

    /// <summary>Members and offsets, one per line.</summary>
    public string ToText()
    {
        var offsets = new TextTable("partition", "committed", "epoch", "when", "metadata", "pending");
        foreach (var offset in Offsets.Concat(PendingOffsets))
        {
            offsets.Add(
                $"{offset.Topic}[{offset.Partition}]",
                $"{offset.Offset.Value}",
                $"{offset.LeaderEpoch}",
                LogText.Time(offset.CommittedAt),
                offset.Metadata,
                offset.PendingOfProducer is { } producer ? $"until producer {producer} commits" : "");
        }

        var members = string.Concat(Members.Select(m => $"  {m}\n"));
        return $"group {Id} {State}, generation {Generation}{(ProtocolName is null ? "" : $", {ProtocolName}")}\n{members}{(Offsets.Count + PendingOffsets.Count == 0 ? "" : offsets)}";
    }

    /// <summary>Everything as JSON: indented, in a stable order, with LF.</summary>
    public string ToJson() => JsonText.Of(json => InspectionJson.Write(json, this));
}
