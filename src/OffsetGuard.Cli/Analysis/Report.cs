using Microsoft.CodeAnalysis;
using OffsetGuard.Cli.Loading;

namespace OffsetGuard.Cli.Analysis;

/// <summary>Everything one run found out; the writers of <c>Reports</c> only arrange it.</summary>
internal sealed record Report
{
    /// <summary>The solution, project or folder, as a name.</summary>
    public required string Subject { get; init; }

    /// <summary>The worst effect first, then by place.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }

    public required ImmutableArray<Finding> Suppressed { get; init; }

    public required Coverage Coverage { get; init; }

    public required ImmutableArray<LoadProblem> Problems { get; init; }

    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>What our own analyzers threw.</summary>
    public required ImmutableArray<string> Crashes { get; init; }

    public int Count(DiagnosticSeverity severity) => Findings.Count(finding => finding.Severity == severity);
}
