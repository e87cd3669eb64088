using System.Reflection;
using OffsetGuard.Approval;
using OffsetGuard.Cli.Tests.Scenes;

namespace OffsetGuard.Cli.Tests;

public sealed class ReportTests
{
    private const string TwoMistakes = Code.Broken + "\n" + """
        public sealed class Other
        {
        	public void Run()
        	{
        		if (true) Commit(
        			1);
        		Seek();
        	}

        #pragma warning disable OG1001
            public void Accepted() { Commit(2); }
        #pragma warning restore OG1001

            private void Commit(int offset) { }
            private void Seek() { }
        }
        """;

    [Fact]
    public async Task Text_shows_code_path_effect_and_coverage()
    {
        using var gate = new Gate().Project("Orders", TwoMistakes);

        await gate.Check();

        Approve.Text(gate.Out);
    }

    [Fact]
    public async Task Sarif_holds_rules_flows_fingerprints_and_suppressions()
    {
        using var gate = new Gate().Project("Orders", TwoMistakes);

        await gate.Check(new() { Path = gate.Folder["Orders"], Formats = [new(Reports.ReportFormat.Sarif, null)] });

        SarifRules.Check(gate.Out, resultCount: 4);
        Approve.Text(gate.Out.Replace(Version, "VERSION"));
    }

    [Fact]
    public async Task Sarif_tells_what_could_not_be_loaded()
    {
        using var gate = new Gate().Project("Orders", Code.DoesNotCompile);

        await gate.Check(new() { Path = gate.Folder.Path, Formats = [new(Reports.ReportFormat.Sarif, null)] });

        Assert.Contains("\"executionSuccessful\": false", gate.Out, StringComparison.Ordinal);
        Assert.Contains("Orders.csproj has a compile error", gate.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_and_standard_output_get_their_own_format()
    {
        using var gate = new Gate().Project("Orders", Code.Broken);

        await gate.Check(new() { Path = gate.Folder.Path, Formats = [new(Reports.ReportFormat.Sarif, "out/report.sarif")] });

        Assert.StartsWith("error OG1001", gate.Out, StringComparison.Ordinal);
        SarifRules.Check(File.ReadAllText(gate.Folder["out/report.sarif"]), resultCount: 1);
    }

    [Fact]
    public async Task Paths_in_sarif_start_at_the_root_of_the_repository()
    {
        using var gate = new Gate().Project("Some orders", Code.Broken);
        Directory.CreateDirectory(gate.Folder[".git"]);
        var terminal = new Terminal(new StringWriter(), TextWriter.Null, gate.Folder["Some orders"]);

        await Commands.CheckCommand.Run(
            new() { Formats = [new(Reports.ReportFormat.Sarif, null)] }, terminal, gate.Rules, gate.Capture, CancellationToken.None);

        Assert.Contains("\"uri\": \"Some%20orders/Loop.cs\"", terminal.Out.ToString(), StringComparison.Ordinal);
    }

    private static string Version => typeof(Terminal).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
