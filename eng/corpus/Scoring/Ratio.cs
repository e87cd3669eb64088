namespace OffsetGuard.Corpus.Scoring;

/// <summary>So many of so many.</summary>
internal readonly record struct Ratio(int Part, int Whole)
{
    public static Ratio Of<T>(IReadOnlyCollection<T> all, Func<T, bool> counts) => new(all.Count(counts), all.Count);

    /// <summary><c>3/4</c>, or a dash where there is nothing to count.</summary>
    public override string ToString() => Whole == 0 ? "-" : $"{Part}/{Whole}";

    public string Percent => Whole == 0 ? "-" : $"{100.0 * Part / Whole:0} %";
}
