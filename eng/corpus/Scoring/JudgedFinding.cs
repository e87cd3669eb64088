using OffsetGuard.Corpus.Labels;

namespace OffsetGuard.Corpus.Scoring;

/// <summary>A finding, and what the labels say of it.</summary>
/// <param name="Reported">The finding.</param>
/// <param name="Repository">Where, as <c>owner/name</c>.</param>
/// <param name="Verdict">What the labels say.</param>
/// <param name="Loop">The loop it is about, if it is labelled.</param>
internal sealed record JudgedFinding(Reported Reported, string Repository, Verdict Verdict, LabelledLoop? Loop);
