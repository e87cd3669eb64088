using OffsetGuard.Cli.Tests.Scenes;

namespace OffsetGuard.Cli.Tests;

public sealed class SourceFolderTests
{
    private const string Loop = """
        using Confluent.Kafka;

        public sealed class Loop(IConsumer<string, string> consumer, IOrderStore store)
        {
            public async Task Run()
            {
                while (true)
                {
                    var order = consumer.Consume(TimeSpan.FromSeconds(1));
                    consumer.Commit(order);
                    await store.Save(order.Message.Value);
                }
            }
        }
        """;

    [Theory]
    [InlineData("public interface IOrderStore { Task Save(string order); }")]
    [InlineData("public interface IOrderStore { Task Save(string order); }\nsealed class Unresolved(INowhere unknown) : Missing.Base { }")]
    [InlineData("Console.WriteLine(args.Length);\ninterface IOrderStore { Task Save(string order); }")]
    public async Task A_mistake_is_found_without_a_project(string beside)
    {
        using var gate = new Gate { Rules = Rules.GateRules.BuiltIn };
        gate.Folder.Write("sub/Loop.cs", Loop);
        gate.Folder.Write("sub/Beside.cs", beside);
        gate.Folder.Write("sub/Program.cs", "Console.WriteLine(1);");
        gate.Folder.Write("sub/Copy/Program.cs", "Console.WriteLine(2); partial class Twice { } class Twice { }");
        gate.Folder.Write("sub/obj/Generated.cs", Loop.Replace("Loop", "Generated"));

        Assert.Equal(ExitCode.Findings, await gate.Run("check", "--source", "sub"));
        Assert.Contains("error OG1001", gate.Out, StringComparison.Ordinal);
        Assert.EndsWith("1 finding (1 error); 4 files, 0 consumers, 1 loop\n", gate.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hosting_and_logging_resolve_without_usings()
    {
        using var gate = new Gate { Rules = Rules.GateRules.BuiltIn };
        gate.Folder.Write("Worker.cs", Loop
            .Replace("class Loop(", "class Loop(ILogger<Loop> log, ")
            .Replace(", IOrderStore store)", ") : BackgroundService")
            .Replace("async Task Run()", "override async Task ExecuteAsync(CancellationToken stopping)")
            .Replace("await store.Save(order.Message.Value)", "await File.WriteAllTextAsync(order.Message.Key, order.Message.Value)"));

        Assert.Equal(ExitCode.Findings, await gate.Run("check", "--source", "."));
    }
}
