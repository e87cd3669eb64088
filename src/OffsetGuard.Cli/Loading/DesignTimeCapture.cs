using System.Text.Json;

namespace OffsetGuard.Cli.Loading;

/// <summary>
/// Asks the user's SDK for the compiler's arguments by a design-time build: nothing is compiled, no project needs to be
/// built, and no MSBuild assembly is loaded into this process.
/// </summary>
internal sealed class DesignTimeCapture(LoadOptions options) : ICompilerCapture, IDisposable
{
    private const int DetailLinesMax = 10;

    private const string EvaluatedProperties =
        "-getProperty:TargetFramework,TargetFrameworks,UsingMicrosoftNETSdk,MSBuildProjectExtensionsPath";

    // Two restores that share a referenced project would write the same files.
    private readonly SemaphoreSlim restoring = new(1);

    public async Task<CaptureResult> Capture(string projectFile, string? framework, CancellationToken cancellation)
    {
        if (!File.Exists(projectFile))
            return CaptureResult.Failed(projectFile, "does not exist", [], "Repair the solution or the reference that names it.");

        var evaluated = await MSBuild(projectFile, [EvaluatedProperties], cancellation);
        if (evaluated.ExitCode != 0)
            return Failed(projectFile, "could not be evaluated by MSBuild", evaluated, $"dotnet msbuild \"{projectFile}\" -t:Compile");

        var properties = JsonSerializer.Deserialize<MSBuildAnswer>(evaluated.Out)!.Properties;
        if (await Restore(projectFile, properties, cancellation) is { } refused)
            return refused;

        var captured = ImmutableArray.CreateBuilder<CapturedProject>();
        foreach (var target in TargetsOf(properties).Where(t => framework is null || t.Name == framework))
        {
            var answer = await MSBuild(projectFile, CompileArguments(target), cancellation);
            if (answer.ExitCode != 0)
                return Failed(projectFile, "stopped in a design-time build", answer, $"dotnet build \"{projectFile}\"");
            var project = JsonSerializer.Deserialize<MSBuildAnswer>(answer.Out)!.ToProject(projectFile);
            if (project.Arguments is []) // silence about such a project would look like a clean one
                return CaptureResult.Failed(projectFile, "does not call the C# compiler", [], "Name the projects to check without it.");
            captured.Add(project);
        }

        return new CaptureResult(captured.ToImmutable(), null);
    }

    public void Dispose() => restoring.Dispose();

    private readonly record struct Target(string Name, bool MustBeNamed);

    private static IEnumerable<Target> TargetsOf(Dictionary<string, string> properties)
    {
        var several = properties["TargetFrameworks"].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return several is [] ? [new Target(properties["TargetFramework"], false)] : several.Select(name => new Target(name, true));
    }

    private static IEnumerable<string> CompileArguments(Target target) =>
    [
        "-t:Compile",
        "-p:DesignTimeBuild=true",
        "-p:SkipCompilerExecution=true",
        "-p:ProvideCommandLineArgs=true",
        "-p:BuildProjectReferences=false",
        "-p:NonExistentFile=__x__/__x__", // otherwise an up-to-date project skips the target and no arguments come back
        "-getItem:CscCommandLineArgs,ProjectReference",
        "-getProperty:TargetFramework,TargetPath,TargetRefPath",
        .. target.MustBeNamed ? (string[])["-p:TargetFramework=" + target.Name] : [],
    ];

    private async Task<CaptureResult?> Restore(
        string projectFile, Dictionary<string, string> properties, CancellationToken cancellation)
    {
        if (properties["UsingMicrosoftNETSdk"] != "true") // packages.config or none: nothing that restore would write
            return null;

        var folder = Path.GetDirectoryName(projectFile)!;
        var assetsFile = Path.GetFullPath(Path.Combine(properties["MSBuildProjectExtensionsPath"], "project.assets.json"), folder);
        var command = $"dotnet restore \"{projectFile}\"";
        await restoring.WaitAsync(cancellation);
        try
        {
            var state = AssetsFile.StateOf(assetsFile, projectFile);
            if (state is AssetsState.Current || (state is AssetsState.Old && !options.MayRestore))
                return null;
            if (!options.MayRestore)
                return CaptureResult.Failed(
                    projectFile, "is not restored, and --no-restore was given", [], $"Run `{command}` first, or leave out --no-restore.");

            var restored = await DotnetCommand.Run(
                folder, ["restore", projectFile, "--nologo", .. options.MSBuildArguments], cancellation);
            if (restored.ExitCode != 0)
                return Failed(projectFile, "could not be restored", restored, command);
            AssetsFile.MarkCurrent(assetsFile);
            return null;
        }
        finally
        {
            restoring.Release();
        }
    }

    private Task<DotnetCommand.Result> MSBuild(string projectFile, IEnumerable<string> arguments, CancellationToken cancellation) =>
        DotnetCommand.Run(
            Path.GetDirectoryName(projectFile)!,
            ["msbuild", projectFile, "-nologo", .. options.MSBuildArguments, .. arguments],
            cancellation);

    private static CaptureResult Failed(string projectFile, string what, DotnetCommand.Result result, string command)
    {
        var lines = (result.Out + "\n" + result.Error).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var errors = lines.Where(l => l.Contains("error", StringComparison.OrdinalIgnoreCase)).Distinct().ToArray();
        return CaptureResult.Failed(
            projectFile, what, (errors is [] ? lines : errors).Take(DetailLinesMax), $"Run `{command}` and repair what it reports.");
    }
}
