using OffsetGuard.Corpus.Labels;
using OffsetGuard.Corpus.Scoring;

namespace OffsetGuard.Corpus.Tests;

public sealed class CheckedFoldersTests
{
    [Fact]
    public void A_small_repository_is_checked_as_a_whole()
    {
        using var folder = new Folder();
        folder.Write("src/Orders/Orders.csproj", "");
        folder.Write("src/Orders/Worker.cs", "");

        Assert.Equal<string>([folder.Path], CheckedFolders.Of(folder.Path, [Loop("src/Orders/Worker.cs")], filesMax: 1));
    }

    [Fact]
    public void A_loop_is_checked_in_the_project_around_it()
    {
        using var folder = new Folder();
        folder.Write("src/Orders/Orders.csproj", "");
        folder.Write("src/Orders/Kafka/Worker.cs", "");

        Assert.Equal<string>([Path.Combine(folder.Path, "src/Orders")], Of(folder, Loop("src/Orders/Kafka/Worker.cs")));
    }

    [Fact]
    public void A_loop_in_two_projects_is_checked_in_the_folder_above_them()
    {
        using var folder = new Folder();
        folder.Write("src/Orders/Orders.csproj", "");
        folder.Write("src/Kafka/Kafka.csproj", "");

        Assert.Equal<string>(
            [Path.Combine(folder.Path, "src")],
            Of(folder, Loop("src/Orders/Worker.cs", "src/Kafka/Consumer.cs", "src/Orders/appsettings.json")));
    }

    [Fact]
    public void A_folder_inside_another_one_is_not_checked_twice()
    {
        using var folder = new Folder();
        folder.Write("Inner/Inner.csproj", "");
        folder.Write("Worker.cs", "");

        Assert.Equal<string>([folder.Path], Of(folder, Loop("Inner/Worker.cs"), Loop("Worker.cs")));
    }

    /// <summary>As in a repository that is too large.</summary>
    private static ImmutableArray<string> Of(Folder folder, params ImmutableArray<LabelledLoop> loops) =>
        CheckedFolders.Of(folder.Path, loops, filesMax: -1);

    private static LabelledLoop Loop(params ImmutableArray<string> files) =>
        new() { Id = "L1", Repository = "a/b", Files = files, Lines = [new LineRange(1, 1)], Labels = [] };
}
