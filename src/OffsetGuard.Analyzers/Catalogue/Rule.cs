using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers;

/// <summary>One row of the catalogue.</summary>
internal sealed record Rule(Effect Effect, DiagnosticDescriptor Descriptor)
{
    /// <summary>A code fix repairs it, where the code has one clear repair.</summary>
    public bool HasFix { get; init; }

    public string Id => Descriptor.Id;

    public string Title => Descriptor.Title.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
