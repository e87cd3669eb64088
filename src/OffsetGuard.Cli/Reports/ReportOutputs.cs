using OffsetGuard.Cli.Analysis;

namespace OffsetGuard.Cli.Reports;

/// <summary>All places a run writes to, opened before any work is done.</summary>
internal sealed class ReportOutputs : IDisposable
{
    private readonly Terminal terminal;
    private readonly List<(ReportFormat Format, ReportFile File)> files = [];
    private ReportFormat standardOutput = ReportFormat.Text;

    private ReportOutputs(Terminal terminal) => this.terminal = terminal;

    /// <summary>Why the run must not start.</summary>
    public string? Refusal { get; private init; }

    public static ReportOutputs Open(ImmutableArray<ReportTarget> targets, Terminal terminal)
    {
        if (targets.Count(t => t.Path is null) > 1)
            return Refuse(terminal, "Only one format can go to standard output. Give the others a file: --format sarif=offsetguard.sarif.");

        var outputs = new ReportOutputs(terminal);
        foreach (var target in targets)
        {
            if (target.Path is null)
            {
                outputs.standardOutput = target.Format;
            }
            else if (ReportFile.TryCreate(terminal.FullPath(target.Path)) is { } file)
            {
                outputs.files.Add((target.Format, file));
            }
            else
            {
                outputs.Dispose();
                return Refuse(terminal, $"The report {terminal.FullPath(target.Path)} cannot be written. Name another file.");
            }
        }

        return outputs;
    }

    public void Write(Report report)
    {
        new TextReport(terminal.WorkingDirectory).WriteObstacles(report, terminal.Error);
        Write(standardOutput, report, terminal.Out);
        foreach (var (format, file) in files)
        {
            Write(format, report, file.Writer);
            file.Publish();
        }
    }

    public void Dispose()
    {
        foreach (var (_, file) in files)
            file.Dispose();
    }

    private static ReportOutputs Refuse(Terminal terminal, string why) => new(terminal) { Refusal = why };

    private void Write(ReportFormat format, Report report, TextWriter writer)
    {
        if (format == ReportFormat.Sarif)
            new SarifReport(SourceRoot.Above(terminal.WorkingDirectory)).Write(report, writer);
        else
            new TextReport(terminal.WorkingDirectory).Write(report, writer);
    }
}
