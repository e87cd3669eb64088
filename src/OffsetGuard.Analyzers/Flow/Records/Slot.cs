using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace OffsetGuard.Analyzers.Flow.Records;

/// <summary>A place that holds a value: a variable, a field of this object, a temporary of the control flow graph, or the result.</summary>
internal readonly record struct Slot
{
    private Slot(ISymbol? variable, CaptureId? temporary)
    {
        Variable = variable;
        Temporary = temporary;
    }

    /// <summary>Holds what the function returns while finally blocks run.</summary>
    public static Slot Result => default;

    public ISymbol? Variable { get; }

    public CaptureId? Temporary { get; }

    public static Slot Of(ISymbol variable) => new(variable.OriginalDefinition, null);

    public static Slot Of(CaptureId temporary) => new(null, temporary);
}
