namespace OffsetGuard.Cli.Loading;

/// <summary>One entry per target framework, or the reason why there is none.</summary>
internal sealed record CaptureResult(ImmutableArray<CapturedProject> Projects, LoadProblem? Problem)
{
    public static CaptureResult Failed(string project, string what, IEnumerable<string> details, string nextStep) =>
        new([], new LoadProblem(project, what, [.. details], nextStep));
}
