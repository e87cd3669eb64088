namespace OffsetGuard.Corpus.Scoring;

/// <summary>The result of a run.</summary>
internal sealed record Score(Census Census, Judgement Judgement);
