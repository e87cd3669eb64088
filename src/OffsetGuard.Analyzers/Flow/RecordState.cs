namespace OffsetGuard.Analyzers.Flow;

/// <summary>The typestate of the record of one consume call on one path.</summary>
/// <param name="Progress">How far its processing has come.</param>
/// <param name="IsStored">Its offset is stored, so the next <c>Commit()</c> commits it.</param>
/// <param name="EarlyCommit">Number of the commit that came before any processing, from 1; 0 for none.</param>
internal readonly record struct RecordState(Progress Progress, bool IsStored, int EarlyCommit)
{
    public static RecordState Fresh => new(Progress.Fresh, IsStored: false, EarlyCommit: 0);

    public bool IsLive => Progress is not (Progress.Absent or Progress.Escaped);

    public RecordState Committed(int commit) =>
        Progress == Progress.Fresh && EarlyCommit == 0 ? this with { EarlyCommit = commit } : this;
}
