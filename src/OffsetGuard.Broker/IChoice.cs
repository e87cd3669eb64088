namespace OffsetGuard.Broker;

/// <summary>What Kafka leaves open and somebody has to decide.</summary>
internal enum ChoiceKind
{
    /// <summary>The partition of records without a key.</summary>
    PartitionOfKeylessRecord,
}

/// <summary>The one source of everything that Kafka leaves open, so that a run can be recorded and replayed.</summary>
internal interface IChoice
{
    /// <summary>Returns an index with 0 &lt;= index &lt; <paramref name="count"/>.</summary>
    int Choose(ChoiceKind kind, int count);
}

/// <summary>Takes the possibilities in turn: the default outside of exploration.</summary>
internal sealed class RotatingChoice : IChoice
{
    private uint _next;

    public int Choose(ChoiceKind kind, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return (int)(_next++ % (uint)count);
    }
}
