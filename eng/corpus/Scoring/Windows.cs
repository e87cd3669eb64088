using OffsetGuard.Corpus.Labels;

namespace OffsetGuard.Corpus.Scoring;

/// <summary>Turns labelled lines into windows: the member around them and a few lines on both sides.</summary>
internal sealed class Windows(string repositoryRoot)
{
    private const int NearbyLines = 5;
    private const int NearbyLinesWhenApproximate = 15;

    private readonly Dictionary<string, Members?> _members = new(StringComparer.Ordinal);

    /// <summary>Whether the file is there at all; another commit may not have it.</summary>
    public bool Has(string file) => MembersOf(file) is not null;

    public Window Of(LabelledLoop loop) => Around(loop.Files[0], loop.Lines, loop.LinesAreApproximate);

    public Window Of(Label label, LabelledLoop loop) =>
        Around(label.File, [new LineRange(label.Line, label.Line)], loop.LinesAreApproximate);

    private Window Around(string file, ImmutableArray<LineRange> lines, bool areApproximate)
    {
        var members = MembersOf(file);
        var nearby = lines.Select(range => range.Widened(areApproximate ? NearbyLinesWhenApproximate : NearbyLines)).ToList();
        var around = members is null ? [] : (areApproximate ? nearby : [.. lines]).SelectMany(members.Around);
        return new Window(file, [.. nearby, .. around]);
    }

    private Members? MembersOf(string file)
    {
        if (_members.TryGetValue(file, out var known))
            return known;
        var path = Path.Combine(repositoryRoot, file);
        return _members[file] = File.Exists(path) && file.EndsWith(".cs", StringComparison.Ordinal) ? Members.Of(File.ReadAllText(path)) : null;
    }
}
