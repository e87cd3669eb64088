namespace OffsetGuard.Corpus.Scoring;

/// <summary>A line of a file of a repository, from 1; the path begins at the root of the repository.</summary>
internal sealed record Place(string File, int Line)
{
    public override string ToString() => $"{File}:{Line}";
}
