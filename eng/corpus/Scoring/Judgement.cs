namespace OffsetGuard.Corpus.Scoring;

/// <summary>All labels and findings of one repository, or of many.</summary>
internal sealed record Judgement(ImmutableArray<JudgedLabel> Labels, ImmutableArray<JudgedFinding> Findings)
{
    public static Judgement Empty { get; } = new([], []);

    public Judgement With(Judgement other) => new(Labels.AddRange(other.Labels), Findings.AddRange(other.Findings));
}
