using System.CommandLine;
using OffsetGuard.Cli.Analysis;
using OffsetGuard.Cli.Loading;
using OffsetGuard.Cli.Reports;
using OffsetGuard.Cli.Rules;

namespace OffsetGuard.Cli.Commands;

/// <summary>The gate: load, analyse, report, decide.</summary>
internal static class CheckCommand
{
    internal sealed record Options
    {
        public string? Path { get; init; }

        public string? Source { get; init; }

        public ImmutableArray<ReportTarget> Formats { get; init; } = [];

        public GatePolicy Policy { get; init; } = new();

        public LoadOptions Load { get; init; } = new();
    }

    public static Command Create(Terminal terminal, GateRules rules)
    {
        var symbols = new CheckSymbols();
        var command = new Command("check", "Find offset mistakes; the exit code says whether the gate is open.");
        symbols.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = symbols.Read(parsed);
            using var capture = new DesignTimeCapture(options.Load);
            return (int)await Run(options, terminal, rules, capture, cancellation);
        });
        return command;
    }

    internal static async Task<ExitCode> Run(
        Options options, Terminal terminal, GateRules rules, ICompilerCapture capture, CancellationToken cancellation)
    {
        var subject = CheckSubject.Find(options, terminal);
        if (subject.Refusal is not null)
            return terminal.Fail(ExitCode.Usage, subject.Refusal);
        using var outputs = ReportOutputs.Open(options.Formats, terminal);
        if (outputs.Refusal is not null)
            return terminal.Fail(ExitCode.Usage, outputs.Refusal);

        var loaded = subject.Unit == CoverageUnit.File
            ? new LoadResult([SourceFolder.Load(subject.Path, AppContext.BaseDirectory, cancellation)], [], [])
            : await new ProjectLoader(capture, options.Load).Load(subject.Projects, cancellation);
        var report = await new GateAnalysis(rules).Run(
            loaded with { Notes = subject.Notes.AddRange(loaded.Notes) }, subject.Name, subject.Unit, cancellation);

        outputs.Write(report);
        return options.Policy.Decide(report);
    }
}
