namespace OffsetGuard.Chaos.Exploration;

/// <summary>An order in which a few represent many: of each group first the first, the last and the middle one, then what lies between.</summary>
internal static class Spread
{
    public static List<T> Over<T, TKey>(IEnumerable<T> items, Func<T, TKey> groupOf)
        where TKey : notnull
    {
        var groups = new Dictionary<TKey, List<T>>();
        var order = new List<List<T>>();
        foreach (var item in items)
        {
            if (!groups.TryGetValue(groupOf(item), out var group))
            {
                groups.Add(groupOf(item), group = []);
                order.Add(group);
            }

            group.Add(item);
        }

        var spread = new List<T>();
        var ranked = order.Select(g => Bisected(g.Count).Select(i => g[i]).ToList()).ToList();
        for (var rank = 0; ranked.Exists(g => rank < g.Count); rank++)
            spread.AddRange(ranked.Where(g => rank < g.Count).Select(g => g[rank]));
        return spread;
    }

    /// <summary>0, the last, the middle, the quarters, and so on.</summary>
    private static IEnumerable<int> Bisected(int count)
    {
        if (count > 0)
            yield return 0;
        if (count > 1)
            yield return count - 1;
        var gaps = new Queue<(int Low, int High)>();
        gaps.Enqueue((0, count - 1));
        while (gaps.TryDequeue(out var gap))
        {
            if (gap.High - gap.Low < 2)
                continue;
            var middle = (gap.Low + gap.High) / 2;
            yield return middle;
            gaps.Enqueue((gap.Low, middle));
            gaps.Enqueue((middle, gap.High));
        }
    }
}
