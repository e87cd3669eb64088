using OffsetGuard.Cli.Loading;

namespace OffsetGuard.Cli.Tests.Scenes;

/// <summary>Knows the compiler's arguments of projects that exist only as sources: no SDK is started.</summary>
internal sealed class FakeCapture : ICompilerCapture
{
    private readonly Dictionary<string, ImmutableArray<CapturedProject>> known = [];

    private static IEnumerable<string> Runtime { get; } =
        Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System.*.dll")
            .Where(path => !path.Contains("Native", StringComparison.Ordinal))
            .Select(path => "/reference:" + path);

    public static string KafkaReference { get; } =
        "/reference:" + Path.Combine(AppContext.BaseDirectory, "references", "Confluent.Kafka.dll");

    public FakeCapture With(string projectFile, string framework, IEnumerable<string> arguments, params string[] references)
    {
        var folder = Path.GetDirectoryName(projectFile)!;
        var output = Path.Combine(folder, "obj", framework, Path.GetFileNameWithoutExtension(projectFile) + ".dll");
        var project = new CapturedProject
        {
            ProjectFile = projectFile,
            Framework = framework,
            Arguments = [.. Runtime, "/target:library", "/nostdlib+", "/out:" + output, .. arguments],
            OutputPaths = [output],
            ProjectReferences = [.. references],
        };
        known[projectFile] = known.GetValueOrDefault(projectFile, []).Add(project);
        return this;
    }

    public Task<CaptureResult> Capture(string projectFile, string? framework, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var projects = known.GetValueOrDefault(projectFile, []).Where(p => framework is null || p.Framework == framework);
        return Task.FromResult(
            known.ContainsKey(projectFile)
                ? new CaptureResult([.. projects], null)
                : CaptureResult.Failed(projectFile, "could not be evaluated by MSBuild", ["error MSB0001: no such thing"], "Repair it."));
    }
}
