namespace OffsetGuard.Cli.Loading;

/// <summary>Finds out how the compiler would be called for a project.</summary>
internal interface ICompilerCapture
{
    /// <summary>Captures one target framework of the project, or all of them when none is named.</summary>
    Task<CaptureResult> Capture(string projectFile, string? framework, CancellationToken cancellation);
}
