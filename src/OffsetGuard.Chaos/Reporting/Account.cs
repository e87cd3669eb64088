namespace OffsetGuard.Chaos.Reporting;

/// <summary>What there is to say of a broken promise in words: the text and the page are two ways to set the same account.</summary>
/// <param name="Headline">The promise and the record.</param>
/// <param name="Faults">How many faults it takes.</param>
/// <param name="Why">The place and the rule, when they are known.</param>
/// <param name="Ending">How the run ends.</param>
/// <param name="Replay">The exact replay string.</param>
/// <param name="ReplayInWords">The schedule in words, when it has a fault.</param>
internal sealed record Account(string Headline, string Faults, string? Why, string Ending, string Replay, string? ReplayInWords);
