using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OffsetGuard.Analyzers.Flow;

/// <summary>Numbers the commits of one graph and keeps each distinct path once.</summary>
internal sealed class PathCollector
{
    private readonly List<PathStep> commits = [];
    private readonly Dictionary<IOperation, int> commitNumbers = [];
    private readonly HashSet<(IOperation Consume, int Commit, IOperation Effect)> seen = [];

    public List<RecordPath> Paths { get; } = [];

    /// <summary>Counted from 1, because 0 stands for no commit.</summary>
    public int NumberOf(IInvocationOperation commit)
    {
        if (!commitNumbers.TryGetValue(commit, out var number))
        {
            commits.Add(new PathStep(StepKind.Commit, commit, commit.TargetMethod.Name));
            commitNumbers.Add(commit, number = commits.Count);
        }

        return number;
    }

    public void Add(ConsumeSite site, int earlyCommit, IInvocationOperation effect)
    {
        if (!seen.Add((site.Call, earlyCommit, effect)))
            return;

        var steps = ImmutableArray.CreateBuilder<PathStep>();
        steps.Add(new PathStep(StepKind.Consume, site.Call, site.Call.TargetMethod.Name));
        if (earlyCommit > 0)
            steps.Add(commits[earlyCommit - 1]);
        steps.Add(new PathStep(StepKind.Effect, effect, CallJudgement.CalleeOf(effect)));
        Paths.Add(new RecordPath(site.RecordName, site.Config, steps.ToImmutable()));
    }
}
