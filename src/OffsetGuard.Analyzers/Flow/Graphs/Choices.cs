namespace OffsetGuard.Analyzers.Flow.Graphs;

/// <summary>Runs an operation once for each combination of what can happen in it: a call may end in several ways.</summary>
internal sealed class Choices
{
    private readonly List<(int Taken, int Count)> made = [];
    private int next;

    /// <summary>One of <paramref name="count"/> ways. Each run asks the same questions up to the first other answer.</summary>
    public int Pick(int count)
    {
        if (count <= 1)
            return 0;
        if (next == made.Count)
            made.Add((0, count));
        return made[next++].Taken;
    }

    /// <summary>Makes the next run take the next combination; false when all have been taken.</summary>
    public bool TryAdvance()
    {
        next = 0;
        while (made.Count > 0)
        {
            var (taken, count) = made[made.Count - 1];
            made.RemoveAt(made.Count - 1);
            if (taken + 1 == count)
                continue;
            made.Add((taken + 1, count));
            return true;
        }

        return false;
    }
}
