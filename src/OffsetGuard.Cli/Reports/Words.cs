using Microsoft.CodeAnalysis;
using OffsetGuard.Analyzers;
using OffsetGuard.Cli.Analysis;

namespace OffsetGuard.Cli.Reports;

/// <summary>The words that all reports and lists use.</summary>
internal static class Words
{
    public static string Of(DiagnosticSeverity severity) => severity.ToString().ToLowerInvariant();

    public static string Of(Effect effect) => effect.ToString().ToLowerInvariant();

    public static string Of(CoverageUnit unit) => unit.ToString().ToLowerInvariant();

    public static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
