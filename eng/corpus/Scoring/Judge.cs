using OffsetGuard.Corpus.Labels;

namespace OffsetGuard.Corpus.Scoring;

/// <summary>Compares what was reported in one repository with what an expert would report.</summary>
internal sealed class Judge
{
    private readonly string _repository;
    private readonly ImmutableArray<LoopWindow> _loops;
    private readonly ImmutableArray<LabelWindow> _labels;

    public Judge(string repository, ImmutableArray<LabelledLoop> loops, Windows windows)
    {
        _repository = repository;
        _loops = [.. loops.Select(loop => new LoopWindow(loop, windows.Of(loop)))];
        _labels = [.. _loops.SelectMany(l => l.Loop.Labels.Select(label => new LabelWindow(l, label, windows.Of(label, l.Loop))))];
    }

    public Judgement Decide(ImmutableArray<Reported> findings) => new(
        [.. _labels.Select(l => new JudgedLabel(l.Loop.Loop, l.Label, findings.Any(finding => Says(finding, l))))],
        [.. findings.Select(Decide)]);

    private JudgedFinding Decide(Reported finding)
    {
        if (_labels.Where(l => Says(finding, l)).OrderBy(l => l.Label.Severity).FirstOrDefault() is { } said)
            return Judged(finding, said.Label.Matters ? Verdict.Right : Verdict.Neutral, said.Loop);
        if (_labels.FirstOrDefault(l => IsKin(finding, l)) is { } kin)
            return Judged(finding, Verdict.Kin, kin.Loop);
        if (_loops.FirstOrDefault(l => finding.Touches(l.Window)) is { } touched)
            return Judged(finding, finding.IsSerious ? Verdict.False : Verdict.Neutral, touched);
        return Judged(finding, Verdict.Unlabelled, about: null);
    }

    private JudgedFinding Judged(Reported finding, Verdict verdict, LoopWindow? about) => new(finding, _repository, verdict, about?.Loop);

    private static bool Says(Reported finding, LabelWindow label) =>
        label.Label.RuleIds.Contains(finding.RuleId) && (finding.Touches(label.Window) || finding.Touches(label.Loop.Window));

    // OG1005 and OG1006 are two views of one mistake, and so it is in the other blocks.
    private static bool IsKin(Reported finding, LabelWindow label) =>
        label.Label.Matters && label.Window.Contains(finding.Places[0]) && label.Label.RuleIds.Any(id => id[..3] == finding.RuleId[..3]);

    private sealed record LoopWindow(LabelledLoop Loop, Window Window);

    private sealed record LabelWindow(LoopWindow Loop, Label Label, Window Window);
}
