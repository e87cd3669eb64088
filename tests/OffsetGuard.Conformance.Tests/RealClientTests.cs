using System.Diagnostics;
using OffsetGuard.Approval;
using OffsetGuard.Conformance.Commands;

namespace OffsetGuard.Conformance.Tests;

/// <summary>The recordings are real: the real client does today what was recorded. A process of its own keeps the native library out of here.</summary>
public sealed class RealClientTests
{
    [LiveFact]
    public async Task The_real_client_does_on_the_mock_cluster_what_was_recorded()
    {
        var conformance = Path.Combine(Approve.RepositoryRoot, "tests", "OffsetGuard.Conformance");
        var output = Directory.CreateTempSubdirectory("offsetguard-conformance").FullName;
        try
        {
            var run = await Tool("run", "--target", "mock", "--scenarios", Path.Combine(conformance, "scenarios"), "--like", Path.Combine(conformance, "observed", "mock"), "--out", output);
            Assert.True(run.ExitCode == 0, run.Output);

            var comparison = await Tool("compare", Path.Combine(conformance, "observed", "mock"), output);

            Assert.True(comparison.ExitCode == 0, comparison.Output);
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    private static async Task<(int ExitCode, string Output)> Tool(params string[] arguments)
    {
        var dll = typeof(RunCommand).Assembly.Location;
        using var process = Process.Start(new ProcessStartInfo("dotnet", [dll, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }
}
