using System.Formats.Tar;

namespace OffsetGuard.Corpus.Repositories;

/// <summary>Clones on disk, and the sources that are taken out of them.</summary>
internal sealed record RepositoryShelf
{
    private const string NewestCommit = "HEAD";

    // Sources, where projects begin, and the settings that configurations are bound to.
    private static readonly ImmutableArray<string> s_kept = [".cs", ".csproj", "appsettings.json"];

    /// <summary>Holds <c>owner+name</c> or <c>owner/name</c>: a clone, a bare clone, or a folder with a bare clone <c>repo</c> in it.</summary>
    public required string RepositoriesFolder { get; init; }

    /// <summary>Where sources go; what is there already is not taken out again.</summary>
    public required string CheckoutsFolder { get; init; }

    /// <summary>Whether a missing repository is cloned from GitHub.</summary>
    public bool ClonesMissing { get; init; }

    /// <summary>Null when the repository is not to be had.</summary>
    public async Task<Checkout?> Find(string repository, string? commit, CancellationToken cancellation)
    {
        var git = GitFolderOf(repository);
        if (git is null && ClonesMissing)
            git = await CloneFromGitHub(repository, cancellation);
        if (git is null)
            return null;

        var has = commit is not null && await Has(git, commit, cancellation);
        return new Checkout(await TakeOut(git, repository, has ? commit! : NewestCommit, cancellation), has);
    }

    private string? GitFolderOf(string repository)
    {
        var folder = Path.Combine(RepositoriesFolder, repository.Replace('/', '+'));
        string[] candidates =
        [
            Path.Combine(folder, "repo"), Path.Combine(folder, ".git"), folder, Path.Combine(RepositoriesFolder, repository, ".git"),
            Path.Combine(RepositoriesFolder, repository), Path.Combine(RepositoriesFolder, repository + ".git"),
        ];
        return candidates.FirstOrDefault(f => File.Exists(Path.Combine(f, "HEAD")));
    }

    private async Task<string?> CloneFromGitHub(string repository, CancellationToken cancellation)
    {
        var folder = Path.Combine(RepositoriesFolder, repository.Replace('/', '+'));
        var isCloned = await Git.Try(["clone", "--bare", $"https://github.com/{repository}.git", folder], cancellation);
        return isCloned ? folder : null;
    }

    private async Task<bool> Has(string git, string commit, CancellationToken cancellation)
    {
        if (await Git.Try(["--git-dir", git, "cat-file", "-e", commit + "^{commit}"], cancellation))
            return true;
        return ClonesMissing && await Git.Try(["--git-dir", git, "fetch", "--depth", "1", "origin", commit], cancellation);
    }

    private async Task<string> TakeOut(string git, string repository, string commit, CancellationToken cancellation)
    {
        var hash = (await Git.Run(["--git-dir", git, "rev-parse", commit + "^{commit}"], cancellation)).Trim();
        var folder = Path.GetFullPath(Path.Combine(CheckoutsFolder, $"{repository.Replace('/', '+')}@{hash[..8]}"));
        if (Directory.Exists(folder))
            return folder;

        var files = await Git.Run(["--git-dir", git, "ls-tree", "-r", "--name-only", "-z", hash], cancellation);
        var patterns = s_kept.Where(end => files.Split('\0').Any(f => f.EndsWith(end, StringComparison.Ordinal))).Select(end => "*" + end);
        var unfinished = Directory.CreateDirectory(folder + ".part").FullName;
        var archive = folder + ".tar";
        await Git.Run(["--git-dir", git, "archive", "--format=tar", "-o", archive, hash, "--", .. patterns], cancellation);
        await TarFile.ExtractToDirectoryAsync(archive, unfinished, overwriteFiles: true, cancellation);
        File.Delete(archive);
        Directory.Move(unfinished, folder);   // a folder of that name is complete
        return folder;
    }
}
