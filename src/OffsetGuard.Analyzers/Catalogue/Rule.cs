using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers;

/// <summary>One row of the catalogue.</summary>
internal sealed record Rule(Effect Effect, DiagnosticDescriptor Descriptor)
{
    public string Id => Descriptor.Id;

    public string Title => Descriptor.Title.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
