using OffsetGuard.Cli.Tests.Scenes;

namespace OffsetGuard.Cli.Tests;

public sealed class EndingTests
{
    [Fact]
    public async Task A_crash_of_an_analyzer_outweighs_everything_else()
    {
        using var gate = new Gate { Rules = CommitRules.Crashing }.Project("Orders", Code.DoesNotCompile);

        Assert.Equal(ExitCode.InternalError, await gate.Check());
        Assert.Contains("the analyzer is broken", gate.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_run_ends_with_130()
    {
        using var gate = new Gate().Project("Orders", Code.Clean);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var terminal = new Terminal(TextWriter.Null, TextWriter.Null, gate.Folder.Path);

        var exit = await CommandLine.Run(["check", "--source", "Orders"], terminal, CommitRules.Both, cancelled.Token);

        Assert.Equal(ExitCode.Cancelled, exit);
    }

    [Theory]
    [InlineData]
    [InlineData("chek")]
    [InlineData("check", "--fail-on", "sometimes")]
    [InlineData("check", "--format", "xml")]
    [InlineData("check", "--format", "sarif=")]
    [InlineData("check", "--format", "text", "--format", "sarif")]
    [InlineData("check", "-p:Configuration")]
    [InlineData("check", "--source")]
    [InlineData("check", "--source", "nowhere")]
    [InlineData("check", "--source", ".", "somewhere")]
    [InlineData("check", "nowhere.sln")]
    [InlineData("check", "Directory.Build.props")]
    [InlineData("check", "one", "two")]
    [InlineData("explain", "OG9999")]
    public async Task A_wrong_command_line_ends_with_2_and_a_sentence(params string[] arguments)
    {
        using var gate = new Gate();
        gate.Folder.Write("Loop.cs", Code.Clean);

        Assert.Equal(ExitCode.Usage, await gate.Run(arguments));
        Assert.NotEmpty(gate.Error);
    }

    [Fact]
    public async Task An_unwritable_report_is_refused_before_any_work()
    {
        using var gate = new Gate().Project("Orders", Code.DoesNotCompile);
        gate.Folder.Write("file", "");

        Assert.Equal(ExitCode.Usage, await gate.Run("check", "--format", "sarif=file/report.sarif", "--source", "Orders"));
        Assert.Equal("", gate.Out);
    }
}
