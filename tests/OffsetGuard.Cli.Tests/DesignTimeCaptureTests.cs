using OffsetGuard.Cli.Loading;
using OffsetGuard.Cli.Tests.Scenes;

namespace OffsetGuard.Cli.Tests;

/// <summary>The only tests that start the SDK for projects of their own, so there are few.</summary>
public sealed class DesignTimeCaptureTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Projects_that_were_never_built_compile_against_each_other_with_generated_sources()
    {
        folder.Write("Shared/Shared.csproj", Project("<TargetFrameworks>net8.0;net10.0</TargetFrameworks>"));
        folder.Write("Shared/Text.cs", """
            namespace Shared;
            public static partial class Text
            {
            #if NET10_0_OR_GREATER
                [System.Text.RegularExpressions.GeneratedRegex("a+")] public static partial System.Text.RegularExpressions.Regex Of();
            #endif
            }
            """);
        var orders = folder.Write("Orders/Orders.csproj", Project(
            "<TargetFramework>net10.0</TargetFramework>", """<ProjectReference Include="../Shared/Shared.csproj" />"""));
        folder.Write("Orders/Uses.cs", "public static class Uses { public static bool A => Shared.Text.Of().IsMatch(nameof(A)); }");
        using var capture = new DesignTimeCapture(new LoadOptions());

        var loaded = await new ProjectLoader(capture, new LoadOptions()).Load([orders], CancellationToken.None);

        Assert.Empty(loaded.Problems.SelectMany(problem => problem.Details));
        Assert.Empty(loaded.Notes);
        Assert.Equal("net10.0", Assert.Single(loaded.Projects).Framework);
    }

    [Fact]
    public async Task Without_a_restore_and_without_leave_to_restore_the_exact_command_is_named()
    {
        var orders = folder.Write("Orders.csproj", Project("<TargetFramework>net10.0</TargetFramework>"));
        using var capture = new DesignTimeCapture(new LoadOptions { MayRestore = false });

        var captured = await capture.Capture(orders, framework: null, CancellationToken.None);

        Assert.Equal($"Run `dotnet restore \"{orders}\"` first, or leave out --no-restore.", captured.Problem?.NextStep);
    }

    [Fact]
    public async Task A_package_that_does_not_exist_is_a_load_problem()
    {
        folder.Write("nuget.config", "<configuration><packageSources><clear /></packageSources></configuration>");
        var orders = folder.Write("Orders.csproj", Project(
            "<TargetFramework>net10.0</TargetFramework>", """<PackageReference Include="OffsetGuard.NoSuchPackage" Version="1.0.0" />"""));
        using var capture = new DesignTimeCapture(new LoadOptions());

        var captured = await capture.Capture(orders, framework: null, CancellationToken.None);

        Assert.Equal("could not be restored", captured.Problem?.What);
        Assert.Contains("OffsetGuard.NoSuchPackage", Assert.Single(captured.Problem!.Details), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_solution_that_names_a_deleted_project_is_a_load_failure()
    {
        folder.Write("All.slnx", """<Solution><Project Path="gone/Gone.csproj" /></Solution>""");
        var error = new StringWriter();

        var exit = await CommandLine.Run(["check"], new Terminal(TextWriter.Null, error, folder.Path), CommitRules.Both);

        Assert.Equal(ExitCode.LoadFailure, exit);
        Assert.StartsWith("not loaded: gone/Gone.csproj does not exist.", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_that_never_calls_the_compiler_is_a_load_problem()
    {
        var orders = folder.Write("Orders.csproj", """<Project><Target Name="Compile" /></Project>""");
        using var capture = new DesignTimeCapture(new LoadOptions());

        var captured = await capture.Capture(orders, framework: null, CancellationToken.None);

        Assert.Equal("does not call the C# compiler", captured.Problem?.What);
    }

    private static string Project(string properties, string items = "") =>
        $"""<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup>{properties}</PropertyGroup><ItemGroup>{items}</ItemGroup></Project>""";
}
