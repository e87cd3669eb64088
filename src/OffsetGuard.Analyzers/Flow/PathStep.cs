using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers.Flow;

/// <summary>One thing that happens to a record.</summary>
/// <remarks><see cref="Callee"/> is the name of the method or delegate that is called.</remarks>
internal sealed record PathStep(StepKind Kind, IOperation Operation, string Callee)
{
    public Location Location => Operation.Syntax.GetLocation();

    /// <summary>Counted from 1, as editors do.</summary>
    public int LineNumber => Location.GetLineSpan().StartLinePosition.Line + 1;
}
