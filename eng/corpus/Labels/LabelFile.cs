using System.Text.Json;

namespace OffsetGuard.Corpus.Labels;

/// <summary>Reads labels: one JSON object a line, one loop an object.</summary>
internal static class LabelFile
{
    private static readonly JsonSerializerOptions s_format = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <exception cref="FormatException">A line is no loop; the message names it.</exception>
    public static ImmutableArray<LabelledLoop> Read(string path) =>
        [.. File.ReadLines(path).Select((text, index) => (text, index)).Where(l => l.text.Trim() is not "").Select(l => Parse(l.text, path, l.index + 1))];

    private static LabelledLoop Parse(string text, string path, int lineNumber)
    {
        try
        {
            var row = JsonSerializer.Deserialize<Row>(text, s_format)!;
            return new LabelledLoop
            {
                Id = row.Id,
                Repository = row.Repo,
                Commit = row.Commit,
                Files = [.. row.Files],
                Lines = LineRange.ParseAll(row.Lines),
                LinesAreApproximate = row.LinesApprox,
                Labels = [.. row.Expected.Select(e => LabelOf(e, row.Files[0]))],
                Indirection = row.Indirection ?? "",
            };
        }
        catch (Exception problem) when (problem is JsonException or FormatException or ArgumentException)
        {
            throw new FormatException($"{path}({lineNumber}): {problem.Message}", problem);
        }
    }

    private static Label LabelOf(ExpectedRow row, string loopFile) =>
        new(row.Rule.StartsWith("other:", StringComparison.Ordinal) ? row.Rule["other:".Length..] : row.Rule,
            row.File ?? loopFile, row.Line, Enum.Parse<LabelSeverity>(row.Severity, ignoreCase: true), row.Why ?? "");

    private sealed record Row(
        string Id, string Repo, string? Commit, string[] Files, string Lines, bool LinesApprox, ExpectedRow[] Expected, string? Indirection);

    private sealed record ExpectedRow(string Rule, int Line, string Severity, string? File, string? Why);
}
