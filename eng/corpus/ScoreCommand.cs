using System.CommandLine;
using OffsetGuard.Corpus.Labels;
using OffsetGuard.Corpus.Repositories;
using OffsetGuard.Corpus.Scoring;

namespace OffsetGuard.Corpus;

/// <summary>The command line.</summary>
internal static class ScoreCommand
{
    private static readonly Argument<FileInfo> s_labels =
        new Argument<FileInfo>("labels") { Description = "The labelled loops: one JSON object a line." }.AcceptExistingOnly();

    private static readonly Option<DirectoryInfo> s_repositories =
        new("--repositories") { Description = "The folder with the git clones.", HelpName = "folder", Required = true };

    private static readonly Option<bool> s_clone = new("--clone") { Description = "Clone from GitHub what is missing in that folder." };

    private static readonly Option<DirectoryInfo> s_checkouts = new("--checkouts")
    {
        Description = "Where the sources are put. Default: artifacts/corpus here.",
        HelpName = "folder",
        DefaultValueFactory = _ => new DirectoryInfo(Path.Combine("artifacts", "corpus")),
    };

    private static readonly Option<int> s_filesMax = new("--files-max")
    {
        Description = "Of a repository with more C# files only the projects with labelled files are checked.",
        DefaultValueFactory = _ => 700,
    };

    private static readonly Option<string[]> s_only =
        new("--only") { Description = "Only these loops (L107) or repositories (owner/name); repeatable.", HelpName = "id|repository" };

    private static readonly Option<bool> s_list = new("--list") { Description = "List the cases behind the numbers." };

    public static RootCommand Create()
    {
        var command = new RootCommand("Scores the rules on labelled loops of public repositories: precision and recall.")
        {
            s_labels, s_repositories, s_clone, s_checkouts, s_filesMax, s_only, s_list,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var only = parsed.GetValue(s_only) ?? [];
        var loops = LabelFile.Read(parsed.GetRequiredValue(s_labels).FullName)
            .Where(loop => only is [] || only.Contains(loop.Id) || only.Contains(loop.Repository));
        var shelf = new RepositoryShelf
        {
            RepositoriesFolder = parsed.GetRequiredValue(s_repositories).FullName,
            CheckoutsFolder = parsed.GetRequiredValue(s_checkouts).FullName,
            ClonesMissing = parsed.GetValue(s_clone),
        };

        var score = await new CorpusRun(shelf, parsed.GetValue(s_filesMax), Console.Error).Run([.. loops], cancellation);

        Console.Out.WriteLine(CensusText.Of(score.Census));
        Console.Out.Write(ScoreTable.Of(score));
        if (parsed.GetValue(s_list))
            Console.Out.Write(ScoreList.Of(score));
        return score.Census.Crashes is [] ? 0 : 1;
    }
}
