using OffsetGuard.Cli.Tests.Scenes;

namespace OffsetGuard.Cli.Tests;

public sealed class LoadingTests
{
    [Fact]
    public async Task A_project_that_does_not_compile_closes_the_gate_and_names_the_next_step()
    {
        using var gate = new Gate().Project("Orders", Code.DoesNotCompile);

        Assert.Equal(ExitCode.LoadFailure, await gate.Check());
        Approval.Approve.Text(gate.Error + gate.Out);
    }

    [Fact]
    public async Task A_project_that_MSBuild_refuses_closes_the_gate_even_if_others_are_clean()
    {
        using var gate = new Gate().Project("Orders", Code.Clean);
        gate.Folder.Write("Unknown/Unknown.csproj", "<Project />");

        Assert.Equal(ExitCode.LoadFailure, await gate.Check());
        Assert.Contains("not loaded: Unknown/Unknown.csproj could not be evaluated by MSBuild.", gate.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Code.DoesNotCompile, 0)]
    [InlineData(Code.Broken + "class Other : Missing { }", 1)]
    public async Task Allowed_load_errors_leave_the_decision_to_the_findings(string code, int exitCode)
    {
        using var gate = new Gate().Project("Orders", code);

        var exit = await gate.Check(new() { Path = gate.Folder.Path, Policy = new GatePolicy { AllowLoadErrors = true } });

        Assert.Equal((ExitCode)exitCode, exit);
        Assert.Contains("not loaded: Orders/Orders.csproj", gate.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistake_seen_in_two_target_frameworks_is_one_finding()
    {
        using var gate = new Gate().Project("Orders", Code.Broken);
        gate.Capture.With(gate.Folder["Orders/Orders.csproj"], "net8.0", [FakeCapture.KafkaReference, gate.Folder["Orders/Loop.cs"]]);

        await gate.Check();

        Assert.EndsWith("1 finding (1 error); 1 project, 2 consumers, 1 loop\n", gate.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_framework_option_leaves_out_a_project_that_does_not_target_it()
    {
        using var gate = new Gate().Project("Orders", Code.Broken);

        var exit = await gate.Check(new() { Path = gate.Folder.Path, Load = new() { Framework = "net8.0" } });

        Assert.Equal(ExitCode.Clean, exit);
        Assert.Contains("note: Orders.csproj does not target net8.0 and was left out.", gate.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_referenced_project_outside_the_path_needs_no_build_and_is_not_analysed()
    {
        using var gate = new Gate();
        var shared = gate.Folder.Write("Shared/Shared.csproj", "<Project />");
        var source = gate.Folder.Write("Shared/Shared.cs", Code.Broken.Replace("sealed class Loop", "class Base"));
        var assembly = gate.Folder["Shared/obj/net10.0/Shared.dll"];
        gate.Capture.With(shared, "net10.0", [FakeCapture.KafkaReference, source]);
        var orders = gate.Folder.Write("Orders/Orders.csproj", "<Project />");
        var loop = gate.Folder.Write("Orders/Loop.cs", "class Loop : Orders.Base { }");
        gate.Capture.With(orders, "net10.0", [FakeCapture.KafkaReference, loop, "/reference:" + assembly], shared);

        Assert.Equal(ExitCode.Clean, await gate.Check(new() { Path = orders }));
        Assert.Equal("0 findings; 1 project, 2 consumers, 1 loop\n", gate.Out);
        Assert.Equal("", gate.Error);
    }

    [Fact]
    public async Task A_run_that_saw_no_Kafka_says_so_loudly()
    {
        using var gate = new Gate();
        var project = gate.Folder.Write("Orders/Orders.csproj", "<Project />");
        gate.Capture.With(project, "net10.0", [gate.Folder.Write("Orders/Loop.cs", Code.Clean)]);

        Assert.Equal(ExitCode.Clean, await gate.Check());
        Assert.Contains("NOTHING WAS ANALYSED", gate.Error, StringComparison.Ordinal);
        Assert.Equal("0 findings; 1 project (0 with Confluent.Kafka), 0 consumers, 0 loops\n", gate.Out);
    }

    [Fact]
    public async Task A_language_version_from_the_future_is_read_as_preview()
    {
        using var gate = new Gate().Project("Orders", Code.Clean, "/langversion:99.0");

        Assert.Equal(ExitCode.Clean, await gate.Check());
        Assert.Contains("C# 99.0 is newer than this tool", gate.Error, StringComparison.Ordinal);
    }
}
