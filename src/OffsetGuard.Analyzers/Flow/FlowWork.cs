namespace OffsetGuard.Analyzers.Flow;

/// <summary>Counts the work of one analyzer instance, so that tests can hold it to a number.</summary>
internal sealed class FlowWork
{
    private int graphCount;
    private int visitCount;
    private int summaryCount;

    /// <summary>Control flow graphs that were built or asked for.</summary>
    public int GraphCount => graphCount;

    /// <summary>Blocks that were run, once for each state.</summary>
    public int VisitCount => visitCount;

    /// <summary>Rows of transition relations that were computed.</summary>
    public int SummaryCount => summaryCount;

    public void CountGraph() => Interlocked.Increment(ref graphCount);

    public void CountSummary() => Interlocked.Increment(ref summaryCount);

    public void CountVisits(int visits) => Interlocked.Add(ref visitCount, visits);
}
