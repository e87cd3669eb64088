using OffsetGuard.Cli.Analysis;

namespace OffsetGuard.Cli.Reports;

/// <summary>The lines of the path that lie in the file of the finding, with carets below the place itself.</summary>
internal static class CodeFrame
{
    private const int LinesMax = 7;
    private const string Tab = "    ";

    public static IEnumerable<string> Of(Finding finding)
    {
        var lines = LinesOf(finding);
        var indentation = lines.Values.Where(l => l.Trim().Length > 0).Select(Indentation).DefaultIfEmpty(0).Min();
        var gutterLength = lines.Keys.Max().ToString().Length;

        var previous = lines.Keys.Min();
        foreach (var (number, text) in lines)
        {
            if (number > previous + 1)
                yield return $"{new string('.', gutterLength)} |";
            yield return $"{number.ToString().PadLeft(gutterLength)} |   {text[Math.Min(indentation, text.Length)..]}".TrimEnd();
            if (number == finding.Place.StartLine)
                yield return $"{new string(' ', gutterLength)} |   {Carets(finding.Place, indentation)}";
            previous = number;
        }
    }

    private static SortedDictionary<int, string> LinesOf(Finding finding)
    {
        var nearest = finding.Steps.Select(step => step.Place).Where(place => place.Path == finding.Place.Path)
            .Prepend(finding.Place)
            .DistinctBy(place => place.StartLine)
            .OrderBy(place => Math.Abs(place.StartLine - finding.Place.StartLine))
            .Take(LinesMax);
        return new SortedDictionary<int, string>(nearest.ToDictionary(place => place.StartLine, place => Expand(place.LineText)));
    }

    private static string Carets(CodePlace place, int indentation)
    {
        var start = Expand(place.LineText[..(place.StartColumn - 1)]).Length;
        var end = Expand(place.EndLine == place.StartLine ? place.LineText[..(place.EndColumn - 1)] : place.LineText.TrimEnd()).Length;
        return new string(' ', start - indentation) + new string('^', Math.Max(1, end - start));
    }

    private static int Indentation(string line) => line.Length - line.TrimStart().Length;

    private static string Expand(string text) => text.Replace("\t", Tab);
}
