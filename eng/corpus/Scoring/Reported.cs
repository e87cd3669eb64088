using Microsoft.CodeAnalysis;

namespace OffsetGuard.Corpus.Scoring;

/// <summary>A finding of the gate in a repository.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Severity">How the rule is reported by default.</param>
/// <param name="Places">Where it is reported, then the steps that lead there.</param>
/// <param name="Message">What is said.</param>
internal sealed record Reported(string RuleId, DiagnosticSeverity Severity, ImmutableArray<Place> Places, string Message)
{
    public bool IsSerious => Severity >= DiagnosticSeverity.Warning;

    public bool Touches(Window window) => Places.Any(window.Contains);
}
