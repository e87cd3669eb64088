using System.Diagnostics;

namespace OffsetGuard.Cli.Tests.Scenes;

/// <summary>The built tool as a process of its own: what a pipeline sees.</summary>
internal static class ToolProcess
{
    internal sealed record Result(int ExitCode, string Out, string Error);

    public static Task<Result> Run(string folder, params string[] arguments) => RunFrom(AppContext.BaseDirectory, folder, arguments);

    public static async Task<Result> RunFrom(string toolFolder, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(toolFolder, "offsetguard.dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Result(process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
    }
}
