using OffsetGuard.Corpus.Labels;

namespace OffsetGuard.Corpus.Scoring;

/// <summary>A label, and whether anything was reported that says the same.</summary>
internal sealed record JudgedLabel(LabelledLoop Loop, Label Label, bool IsFound);
