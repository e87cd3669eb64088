using System.Diagnostics;

namespace OffsetGuard.Package.Tests;

internal static class Dotnet
{
    internal sealed record Result(int ExitCode, string Output);

    public static Result Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };

        // The test runner names its own SDK and coverage settings; the command shall be one of a user.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Result(process.ExitCode, output);
    }
}
