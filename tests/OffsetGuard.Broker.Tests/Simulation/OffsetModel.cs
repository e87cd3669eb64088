namespace OffsetGuard.Broker.Tests.Simulation;

/// <summary>
/// Position, stored and committed offset of one partition, written down once more as plainly as possible and without a look at the
/// code: what a random scenario is compared with. Null is "unset".
/// </summary>
internal sealed class OffsetModel(int recordCount, bool isAutoCommit, bool isAutoStore)
{
    private long _next;
    private long? _known;

    public long? Position { get; private set; }

    public long? Stored { get; private set; }

    public long? Committed { get; private set; }

    public void Consume()
    {
        if (_next >= recordCount)
            return;
        Position = ++_next;
        if (isAutoStore)
            Stored = Position;
    }

    public void Store(long offset)
    {
        if (!isAutoStore)
            Stored = offset;
    }

    /// <summary>Returns false when there is nothing newer than what the consumer knows as committed.</summary>
    public bool Commit()
    {
        if (Stored is null || Stored <= (_known ?? -1))
            return false;
        Commit(Stored.Value);
        return true;
    }

    public void Commit(long offset) => Committed = _known = offset;

    public void Seek(long offset)
    {
        _next = offset;
        Position = null;
    }

    public void TimerTicks()
    {
        if (isAutoCommit)
            Commit();
    }

    public void AssignAt(long offset)
    {
        if (isAutoCommit && Stored is { } last)
            Commit(last);   // compares with nothing
        Stored = null;
        Seek(offset);
    }

    public void AssignAtCommitted()
    {
        AssignAt(0);
        _known = Committed;
        if (Committed <= recordCount)
            _next = Committed.Value;   // beyond the log end the policy "earliest" begins at the log start
    }
}
