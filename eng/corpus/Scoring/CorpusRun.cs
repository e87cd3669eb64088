using System.Diagnostics;
using OffsetGuard.Corpus.Labels;
using OffsetGuard.Corpus.Repositories;

namespace OffsetGuard.Corpus.Scoring;

/// <summary>Takes the labelled repositories out one by one, checks them and judges what was reported.</summary>
internal sealed class CorpusRun(RepositoryShelf shelf, int filesMax, TextWriter progress)
{
    public async Task<Score> Run(ImmutableArray<LabelledLoop> loops, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var score = new Score(new Census(), Judgement.Empty);
        foreach (var repository in loops.GroupBy(loop => loop.Repository).OrderBy(group => group.Key, StringComparer.Ordinal))
            score = await Add(score, repository.Key, [.. repository], cancellation);
        return score with { Census = score.Census with { Duration = Stopwatch.GetElapsedTime(began) } };
    }

    private async Task<Score> Add(Score score, string repository, ImmutableArray<LabelledLoop> loops, CancellationToken cancellation)
    {
        var census = score.Census with { RepositoryCount = score.Census.RepositoryCount + 1 };
        if (await shelf.Find(repository, loops[0].Commit, cancellation) is not { } checkout)
            return score with { Census = census with { AbsentRepositories = census.AbsentRepositories.Add(repository) } };

        var windows = new Windows(checkout.Folder);
        var present = loops.Where(loop => windows.Has(loop.Files[0])).ToImmutableArray();
        var findings = ImmutableArray.CreateBuilder<Reported>();
        foreach (var folder in CheckedFolders.Of(checkout.Folder, present, filesMax))
        {
            var result = await SourceCheck.Run(checkout.Folder, folder, cancellation);
            progress.WriteLine($"{repository}: {result.FileCount} files, {result.Findings.Length} findings, {result.Duration.TotalSeconds:0.0} s");
            findings.AddRange(result.Findings);
            census = census with
            {
                FileCount = census.FileCount + result.FileCount,
                Crashes = census.Crashes.AddRange(result.Crashes.Select(crash => $"{repository}: {crash}")),
            };
        }

        census = census with
        {
            LoopCount = census.LoopCount + present.Length,
            NewestRepositories = checkout.IsLabelledCommit ? census.NewestRepositories : census.NewestRepositories.Add(repository),
            VanishedLoops = census.VanishedLoops.AddRange(loops.Except(present).Select(loop => loop.Id)),
        };
        return new Score(census, score.Judgement.With(new Judge(repository, present, windows).Decide(findings.ToImmutable())));
    }
}
