using System.Diagnostics;

namespace OffsetGuard.Cli.Loading;

/// <summary>Runs the user's own <c>dotnet</c>, in the folder of a project so that its global.json picks the SDK.</summary>
internal static class DotnetCommand
{
    internal sealed record Result(int ExitCode, string Out, string Error);

    public static async Task<Result> Run(string folder, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        using var process = Process.Start(StartInfo(folder, arguments))
            ?? throw new InvalidOperationException("The dotnet command did not start.");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var error = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return new Result(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static ProcessStartInfo StartInfo(string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        // Under `dotnet run` and `dotnet test` these name the SDK of that command, which need not be the project's.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        start.Environment["DOTNET_NOLOGO"] = "1";
        return start;
    }
}
