using Microsoft.CodeAnalysis;
using OffsetGuard.Cli.Tests.Scenes;

namespace OffsetGuard.Cli.Tests;

public sealed class FailOnTests
{
    [Theory]
    [InlineData(Code.Broken, DiagnosticSeverity.Error, 1)]
    [InlineData(Code.OnlyWarning, DiagnosticSeverity.Error, 0)]
    [InlineData(Code.OnlyWarning, DiagnosticSeverity.Warning, 1)]
    [InlineData(Code.OnlyWarning, DiagnosticSeverity.Info, 1)]
    [InlineData(Code.Clean, DiagnosticSeverity.Info, 0)]
    [InlineData(Code.Broken, null, 0)]
    public async Task The_gate_closes_at_the_threshold(string code, DiagnosticSeverity? failOn, int exitCode)
    {
        using var gate = new Gate().Project("Orders", code);

        var exit = await gate.Check(new() { Path = gate.Folder.Path, Policy = new GatePolicy { FailOn = failOn } });

        Assert.Equal((ExitCode)exitCode, exit);
    }

    [Fact]
    public async Task Warnings_as_errors_of_the_compiler_do_not_close_the_gate()
    {
        using var gate = new Gate().Project("Orders", Code.OnlyWarning, "/warnaserror+");

        Assert.Equal(ExitCode.Clean, await gate.Check());
        Assert.StartsWith("warning OG3005", gate.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_the_project_names_as_an_error_closes_the_gate()
    {
        using var gate = new Gate().Project("Orders", Code.OnlyWarning, "/warnaserror+:OG3005");

        Assert.Equal(ExitCode.Findings, await gate.Check());
    }
}
