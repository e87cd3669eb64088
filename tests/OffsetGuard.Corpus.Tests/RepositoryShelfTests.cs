using OffsetGuard.Corpus.Repositories;

namespace OffsetGuard.Corpus.Tests;

public sealed class RepositoryShelfTests
{
    private const string NoSuchCommit = "0123456789012345678901234567890123456789";

    [Theory]
    [InlineData("owner+name")]
    [InlineData("owner/name")]
    public async Task The_labelled_commit_is_taken_out_of_a_clone(string clone)
    {
        using var folder = new Folder();
        var first = await Commit(folder, clone, "first");
        await Commit(folder, clone, "second");

        var checkout = await ShelfOf(folder).Find("owner/name", first, default);

        Assert.True(checkout!.IsLabelledCommit);
        Assert.Equal("first", await File.ReadAllTextAsync(Path.Combine(checkout.Folder, "src", "Worker.cs")));
        Assert.False(File.Exists(Path.Combine(checkout.Folder, "picture.png")));
    }

    [Theory]
    [InlineData(NoSuchCommit)]
    [InlineData(null)]
    public async Task Without_the_labelled_commit_the_newest_one_is_taken(string? commit)
    {
        using var folder = new Folder();
        await Commit(folder, "owner+name", "first");
        await Commit(folder, "owner+name", "second");

        var checkout = await ShelfOf(folder).Find("owner/name", commit, default);

        Assert.False(checkout!.IsLabelledCommit);
        Assert.Equal("second", await File.ReadAllTextAsync(Path.Combine(checkout.Folder, "src", "Worker.cs")));
    }

    [Fact]
    public async Task A_repository_that_is_not_there_is_no_checkout()
    {
        using var folder = new Folder();

        Assert.Null(await ShelfOf(folder).Find("owner/name", NoSuchCommit, default));
    }

    private static RepositoryShelf ShelfOf(Folder folder) =>
        new() { RepositoriesFolder = Path.Combine(folder.Path, "clones"), CheckoutsFolder = Path.Combine(folder.Path, "checkouts") };

    private static async Task<string> Commit(Folder folder, string clone, string text)
    {
        folder.Write($"clones/{clone}/src/Worker.cs", text);
        folder.Write($"clones/{clone}/picture.png", text);
        var root = Path.Combine(folder.Path, "clones", clone);
        await Git.Run(["-C", root, "init", "-q"], default);
        await Git.Run(["-C", root, "add", "."], default);
        await Git.Run(["-C", root, "-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false", "commit", "-q", "-m", text], default);
        return (await Git.Run(["-C", root, "rev-parse", "HEAD"], default)).Trim();
    }
}
