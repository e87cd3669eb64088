using Microsoft.CodeAnalysis;
using OffsetGuard.Cli.Analysis;

namespace OffsetGuard.Cli;

/// <summary>
/// When a run fails. A broken analyzer outweighs a failed load, and a failed load outweighs findings: they may be incomplete.
/// </summary>
internal sealed record GatePolicy
{
    /// <summary>The least severity that fails the run; null when none does.</summary>
    public DiagnosticSeverity? FailOn { get; init; } = DiagnosticSeverity.Error;

    public bool AllowLoadErrors { get; init; }

    public ExitCode Decide(Report report)
    {
        if (report.Crashes is not [])
            return ExitCode.InternalError;
        if (report.Problems is not [] && !AllowLoadErrors)
            return ExitCode.LoadFailure;
        return FailOn is { } least && report.Findings.Any(f => f.Severity >= least) ? ExitCode.Findings : ExitCode.Clean;
    }
}
