using Microsoft.CodeAnalysis.CSharp;

namespace OffsetGuard.Cli.Loading;

/// <summary>A captured project with its sources read, not yet joined to what it refers to.</summary>
internal sealed record ParsedProject(
    CapturedProject Captured,
    CSharpCommandLineArguments Arguments,
    CSharpCompilation Sources,
    AnalyzerConfiguration Configuration,
    ImmutableArray<string> Errors,
    ImmutableArray<string> Notes);
