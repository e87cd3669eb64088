using OffsetGuard.Analyzers.Flow.Records;

namespace OffsetGuard.Analyzers.Flow.Graphs;

/// <summary>One way a function ends: what it leaves behind, what it returns, and whether it throws.</summary>
internal sealed record Exit(PathState Path, Value Result, bool IsThrown)
{
    public bool IsSameAs(Exit other) => IsThrown == other.IsThrown && Result == other.Result && Path.IsSamePathAs(other.Path);
}
