using OffsetGuard.Cli.Tests.Scenes;

namespace OffsetGuard.Cli.Tests;

public sealed class SuppressionTests
{
    [Fact]
    public async Task A_pragma_hides_a_finding_and_is_counted()
    {
        using var gate = new Gate().Project("Orders", "#pragma warning disable OG1001\n" + Code.Broken);

        Assert.Equal(ExitCode.Clean, await gate.Check());
        Assert.Equal("0 findings, 1 suppressed; 1 project, 2 consumers, 1 loop\n", gate.Out);
    }

    [Fact]
    public async Task A_SuppressMessage_attribute_hides_a_finding_and_is_counted()
    {
        var attribute = """
            [System.Diagnostics.CodeAnalysis.SuppressMessage("Kafka", "OG1001", Justification = "tombstones")]
            public void Run
            """;
        using var gate = new Gate().Project("Orders", Code.Broken.Replace("public void Run", attribute));

        Assert.Equal(ExitCode.Clean, await gate.Check());
        Assert.Contains("1 suppressed", gate.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoWarn_switches_a_rule_off()
    {
        using var gate = new Gate().Project("Orders", Code.Broken, "/nowarn:OG1001");

        Assert.Equal(ExitCode.Clean, await gate.Check());
    }

    [Theory]
    [InlineData("error", 1)]
    [InlineData("warning", 0)]
    [InlineData("none", 0)]
    public async Task An_editorconfig_decides_the_severity(string severity, int exitCode)
    {
        using var gate = new Gate();
        var file = gate.Folder.Write(".editorconfig", $"root = true\n[*.cs]\ndotnet_diagnostic.OG1001.severity = {severity}\n");
        gate.Project("Orders", Code.Broken, "/analyzerconfig:" + file);

        Assert.Equal((ExitCode)exitCode, await gate.Check());
        Assert.Equal(severity != "none", gate.Out.StartsWith($"{severity} OG1001", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_globalconfig_decides_the_severity()
    {
        using var gate = new Gate();
        var file = gate.Folder.Write("strict.globalconfig", "is_global = true\ndotnet_diagnostic.OG3005.severity = error\n");
        gate.Project("Orders", Code.OnlyWarning, "/analyzerconfig:" + file);

        Assert.Equal(ExitCode.Findings, await gate.Check());
    }
}
