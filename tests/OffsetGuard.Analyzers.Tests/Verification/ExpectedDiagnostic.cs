using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace OffsetGuard.Analyzers.Tests.Verification;

/// <summary>A diagnostic that must be there; without an id, any.</summary>
internal sealed record ExpectedDiagnostic(string? Id, TextSpan Span)
{
    public bool Matches(Diagnostic actual) => (Id is null || actual.Id == Id) && actual.Location.SourceSpan == Span;

    public override string ToString() => $"{Id ?? "any"} at {Span}";
}
