namespace OffsetGuard.Corpus.Labels;

/// <summary>Lines of a file, from 1, both ends included.</summary>
internal readonly record struct LineRange(int First, int Last)
{
    public bool Contains(int line) => First <= line && line <= Last;

    public bool Overlaps(LineRange other) => First <= other.Last && other.First <= Last;

    public LineRange Widened(int lines) => new(First - lines, Last + lines);

    /// <summary>Reads <c>33-42</c>, <c>109-136,283-328</c> or <c>57</c>.</summary>
    public static ImmutableArray<LineRange> ParseAll(string text) => [.. text.Split(',').Select(Parse)];

    private static LineRange Parse(string text)
    {
        var ends = text.Split('-');
        if (ends.Length > 2 || !ends.All(end => int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            throw new FormatException($"'{text}' is no range of lines. Write 33-42, several of them separated by commas, or one line.");
        var numbers = ends.Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToList();
        return new LineRange(numbers[0], numbers[^1]);
    }
}
