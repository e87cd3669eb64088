using OffsetGuard.Cli.Loading;
using OffsetGuard.Cli.Tests.Scenes;

namespace OffsetGuard.Cli.Tests;

public sealed class ProjectSearchTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_stands_for_all_projects_below_it_but_not_for_build_output()
    {
        Projects("b/B.csproj", "a/A.csproj", "a/obj/X.csproj", "a/bin/X.csproj", "artifacts/X.csproj", ".git/X.csproj");

        Assert.Equal(["a/A.csproj", "b/B.csproj"], Found(ProjectSearch.At(folder.Path)));
    }

    [Fact]
    public void A_solution_names_its_projects_and_what_is_not_CSharp_is_noted()
    {
        var solution = folder.Write("All.sln", """
            Project("{2150E333-8FDC-42A3-9474-1A3956D46DE8}") = "src", "src", "{827E0CD3-B72D-47B6-A68D-7590B98EB39B}"
            EndProject
            Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "A", "src\A.csproj", "{4466A88D-C475-42A5-96FD-C93487D0FA17}"
            EndProject
            Project("{F2A71F9B-5D33-465A-A702-920D77279786}") = "F", "src\F.fsproj", "{4466A88D-C475-42A5-96FD-C93487D0FA18}"
            EndProject
            """);

        var result = ProjectSearch.At(solution);

        Assert.Equal(["src/A.csproj"], Found(result));
        Assert.Equal("F.fsproj is not a C# project and was left out.", Assert.Single(result.Notes));
    }

    [Fact]
    public void An_xml_solution_names_its_projects()
    {
        var solution = folder.Write("All.slnx", """
            <Solution><Folder Name="/src/"><Project Path="src/A.csproj" /></Folder><Project Path="B.csproj" /></Solution>
            """);

        Assert.Equal(["B.csproj", "src/A.csproj"], Found(ProjectSearch.At(solution)));
    }

    [Fact]
    public void A_broken_xml_solution_is_refused() =>
        Assert.Contains("is not well-formed", ProjectSearch.At(folder.Write("All.slnx", "<Solution>")).Refusal, StringComparison.Ordinal);

    [Fact]
    public void Without_a_path_the_only_solution_wins_over_projects()
    {
        folder.Write("All.slnx", """<Solution><Project Path="src/A.csproj" /></Solution>""");
        Projects("B.csproj");

        Assert.Equal(["src/A.csproj"], Found(ProjectSearch.InFolder(folder.Path)));
    }

    [Fact]
    public void Several_candidates_are_refused_with_the_list()
    {
        Projects("B.csproj", "A.csproj");

        Assert.EndsWith("name one of them: A.csproj, B.csproj.", ProjectSearch.InFolder(folder.Path).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_folder_is_refused_with_a_hint() =>
        Assert.Contains("offsetguard check PATH", ProjectSearch.InFolder(folder.Path).Refusal, StringComparison.Ordinal);

    private void Projects(params string[] paths)
    {
        foreach (var path in paths)
            folder.Write(path, "<Project />");
    }

    private string[] Found(ProjectSearch.Result result) =>
        [.. result.Projects.Select(path => Path.GetRelativePath(folder.Path, path).Replace('\\', '/'))];
}
