using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace OffsetGuard.Analyzers.Flow;

/// <summary>A place that holds a value: a local, a parameter, or a temporary of the control flow graph.</summary>
internal readonly record struct Slot(ISymbol? Variable, CaptureId Temporary)
{
    public Slot(ISymbol variable)
        : this(variable, default)
    {
    }

    public Slot(CaptureId temporary)
        : this(null, temporary)
    {
    }
}
