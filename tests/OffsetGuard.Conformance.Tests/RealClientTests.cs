using System.Diagnostics;
using OffsetGuard.Approval;
using OffsetGuard.Conformance.Commands;

namespace OffsetGuard.Conformance.Tests;

/// <summary>The recordings are real: the real client does today what was recorded. A process of its own keeps the native library out of here.</summary>
public sealed class RealClientTests
{
    /// <summary>
    /// Time is real here: on a busy machine a member may be late and a rebalance happen that is no rule. The recordings hold what several
    /// runs agree on, so a difference counts when a scenario has it again each time it runs alone.
    /// </summary>
    private const int RepeatsMax = 2;

    private static readonly string s_conformance = Path.Combine(Approve.RepositoryRoot, "tests", "OffsetGuard.Conformance");

    private static string Recorded => Path.Combine(s_conformance, "observed", "mock");

    private static string Scenarios => Path.Combine(s_conformance, "scenarios");

    [LiveFact]
    public async Task The_real_client_does_on_the_mock_cluster_what_was_recorded()
    {
        var output = Directory.CreateTempSubdirectory("offsetguard-conformance").FullName;
        try
        {
            await Run("");
            var comparison = await Compare();
            for (var i = 0; i < RepeatsMax && comparison.ExitCode != 0; i++)
            {
                foreach (var id in DifferingIds(comparison.Output))
                    await Run(id);
                comparison = await Compare();
            }

            Assert.True(comparison.ExitCode == 0, comparison.Output);
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }

        async Task Run(string only)
        {
            var run = await Tool("run", "--target", "mock", "--scenarios", Scenarios, "--like", Recorded, "--only", only, "--out", output);
            Assert.True(run.ExitCode == 0, run.Output);
        }

        Task<(int ExitCode, string Output)> Compare() => Tool("compare", Recorded, output);
    }

    [LiveFact]
    public async Task A_broker_that_does_not_answer_is_named()
    {
        var run = await Tool("run", "--target", "127.0.0.1:1", "--scenarios", Scenarios, "--out", "unused");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("No broker answered at '127.0.0.1:1' within 15 s", run.Output);
    }

    [Fact]
    public async Task A_target_that_does_not_exist_is_refused_with_those_that_do()
    {
        var run = await Tool("run", "--target", "kafka", "--scenarios", Scenarios, "--out", "unused");

        Assert.Equal((2, "There is no target 'kafka'. Use fake, mock, or host:port of a broker."), (run.ExitCode, run.Output.Trim()));
    }

    private static IEnumerable<string> DifferingIds(string comparison) =>
        comparison.Split('\n').Where(l => l.Contains(" step ", StringComparison.Ordinal)).Select(l => l[..l.IndexOf(' ')]).Distinct();

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
