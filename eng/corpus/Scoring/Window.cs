using OffsetGuard.Corpus.Labels;

namespace OffsetGuard.Corpus.Scoring;

/// <summary>Where a finding has to stand to speak of a label or a loop.</summary>
internal sealed record Window(string File, ImmutableArray<LineRange> Ranges)
{
    public bool Contains(Place place) => place.File == File && Ranges.Any(range => range.Contains(place.Line));
}
