using OffsetGuard.Analyzers.Flow.Records;

namespace OffsetGuard.Analyzers.Flow.Graphs;

/// <summary>A function, and how the record enters it: in which state, and held by which of its variables.</summary>
internal sealed class SummaryKey(FunctionBody body, PathState entry) : IEquatable<SummaryKey>
{
    public FunctionBody Body { get; } = body;

    public PathState Entry { get; } = entry;

    /// <summary>It means the same to every caller: no lambda of one caller takes part.</summary>
    public bool IsShareable
    {
        get
        {
            foreach (var pair in Entry.Held)
            {
                if (pair.Value.Function is not null)
                    return false;
            }

            return !Body.IsClosure;
        }
    }

    public bool Equals(SummaryKey? other) => other is not null && Body == other.Body && Entry.IsSamePathAs(other.Entry);

    public override bool Equals(object? obj) => Equals(obj as SummaryKey);

    public override int GetHashCode() =>
        unchecked((System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(Body) * 31) + (int)(Entry.Token?.State ?? (RecordState)(-1)));
}
