using OffsetGuard.Cli.Tests.Scenes;

namespace OffsetGuard.Cli.Tests;

/// <summary>Every exit code, from outside: a program that drops the result of its command passes all tests in process.</summary>
public sealed class ToolProcessTests : IDisposable
{
    private const string CommitFirst = """
        using Confluent.Kafka;

        public sealed class Loop(IConsumer<string, string> consumer, Action<string> handle)
        {
            public void Run()
            {
                while (true)
                {
                    var order = consumer.Consume();
                    consumer.Commit(order);
                    handle(order.Message.Value);
                }
            }
        }
        """;

    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Clean_sources_end_with_0()
    {
        folder.Write("Loop.cs", Code.Clean);

        var run = await ToolProcess.Run(folder.Path, "check", "--source", ".");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("0 findings; 1 file, 0 consumers, 0 loops\n", run.Out);
    }

    [Fact]
    public async Task A_finding_ends_with_1()
    {
        folder.Write("Loop.cs", CommitFirst);

        var run = await ToolProcess.Run(folder.Path, "check", "--source", ".");

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Contains("Loop.cs:10:13 in Loop.Run", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_option_ends_with_2()
    {
        var run = await ToolProcess.Run(folder.Path, "check", "--fail-on", "sometimes");

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
    }

    [Fact]
    public async Task A_project_that_cannot_be_evaluated_ends_with_3()
    {
        folder.Write("Orders.csproj", """<Project Sdk="Microsoft.NET.Sdk"><Import Project="missing.props" /></Project>""");

        var run = await ToolProcess.Run(folder.Path, "check");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("missing.props", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_installation_ends_with_4()
    {
        folder.Write("Loop.cs", Code.Clean);
        var tool = Directory.CreateDirectory(folder["tool"]).FullName;
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory)) // without references/Confluent.Kafka.dll
            File.Copy(file, Path.Combine(tool, Path.GetFileName(file)));

        var run = await ToolProcess.RunFrom(tool, folder.Path, "check", "--source", ".");

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("The installation of OffsetGuard is damaged", run.Error, StringComparison.Ordinal);
    }
}
