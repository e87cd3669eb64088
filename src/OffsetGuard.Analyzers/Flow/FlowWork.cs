namespace OffsetGuard.Analyzers.Flow;

/// <summary>Counts the work of one analyzer instance, so that tests can hold it to a number.</summary>
internal sealed class FlowWork
{
    private int graphCount;
    private int visitCount;

    public int GraphCount => graphCount;

    public int VisitCount => visitCount;

    public void CountGraph() => Interlocked.Increment(ref graphCount);

    public void CountVisits(int visits) => Interlocked.Add(ref visitCount, visits);
}
