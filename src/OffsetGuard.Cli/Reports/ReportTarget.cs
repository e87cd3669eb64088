namespace OffsetGuard.Cli.Reports;

/// <summary>One <c>--format</c>: what to write and where; no path means standard output.</summary>
internal sealed record ReportTarget(ReportFormat Format, string? Path)
{
    /// <summary>Reads <c>text</c>, <c>sarif</c> or <c>sarif=report.sarif</c>; null when it is none of them.</summary>
    public static ReportTarget? Find(string argument)
    {
        var parts = argument.Split('=', 2);
        ReportFormat? format = parts[0] switch
        {
            "text" => ReportFormat.Text,
            "sarif" => ReportFormat.Sarif,
            _ => null,
        };
        return format is null || parts is [_, ""] ? null : new ReportTarget(format.Value, parts.ElementAtOrDefault(1));
    }
}
