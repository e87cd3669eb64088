using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace OffsetGuard.Cli.Loading;

/// <summary>A compilation with its references, and a sentence for each reference that was not found.</summary>
internal sealed record LinkedProject(Compilation Compilation, AnalyzerOptions Options, ImmutableArray<string> Missing);
