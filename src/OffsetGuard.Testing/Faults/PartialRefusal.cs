using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Testing.Faults;

/// <summary>Refuses some partitions of a commit and lets the others take effect: their replies have a code for each.</summary>
internal static class PartialRefusal
{
    /// <summary>The request without the partitions of the scope; null when it names no others, or has one answer for all.</summary>
    public static Request? Rest(Request request, FaultScope scope) => request switch
    {
        OffsetCommitRequest commit when Kept(commit.Offsets, scope) is { Count: > 0 } kept => commit with { Offsets = kept },
        TxnOffsetCommitRequest commit when Kept(commit.Offsets, scope) is { Count: > 0 } kept => commit with { Offsets = kept },
        _ => null,
    };

    /// <summary>The reply to the whole request, made of one to it or to its rest; null when it has one answer for all.</summary>
    public static Reply? Merge(Request whole, Reply reply, FaultScope scope, BrokerError error) => (whole, reply) switch
    {
        (OffsetCommitRequest commit, OffsetCommitReply answered) => new OffsetCommitReply(Merge(commit.Offsets, answered.Errors, scope, error)),
        (TxnOffsetCommitRequest commit, TxnOffsetCommitReply answered) =>
            new TxnOffsetCommitReply(Merge(commit.Offsets, answered.Errors, scope, error)),
        _ => null,
    };

    private static List<BrokerOffset> Kept(IReadOnlyList<BrokerOffset> offsets, FaultScope scope) =>
        [.. offsets.Where(o => !scope.Includes(o.Partition))];

    private static BrokerError[] Merge(
        IReadOnlyList<BrokerOffset> whole, IReadOnlyList<BrokerError> answered, FaultScope scope, BrokerError error)
    {
        var isWhole = answered.Count == whole.Count;
        var next = 0;
        return [.. whole.Select((o, i) => scope.Includes(o.Partition) ? error : answered[isWhole ? i : next++])];
    }
}
