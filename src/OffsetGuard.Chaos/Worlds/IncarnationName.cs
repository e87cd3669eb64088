namespace OffsetGuard.Chaos.Worlds;

/// <summary>One life of one process: <c>worker #2</c> is the second.</summary>
internal readonly record struct IncarnationName(string Process, int Number)
{
    public override string ToString() => $"{Process} #{Number}";
}
