using System.Text;

namespace OffsetGuard.Testing.Inspection;

/// <summary>Text in columns; a column without a single word is left out.</summary>
internal sealed class TextTable(params string[] headings)
{
    private const string Gap = "  ";

    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Heading and rows, each line ended by LF, without spaces at its end.</summary>
    public override string ToString()
    {
        int[] columns = [.. Enumerable.Range(0, headings.Length).Where(c => _rows.Exists(r => r[c].Length > 0))];
        int[] widths = [.. columns.Select(c => _rows.Max(r => Math.Max(r[c].Length, headings[c].Length)))];
        var text = new StringBuilder();
        foreach (var row in _rows.Prepend(headings))
            text.Append(string.Join(Gap, columns.Select((c, i) => row[c].PadRight(widths[i]))).TrimEnd()).Append('\n');
        return text.ToString();
    }
}
