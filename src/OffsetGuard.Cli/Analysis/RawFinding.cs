namespace OffsetGuard.Cli.Analysis;

/// <summary>A finding of one compilation, before equal ones of other compilations were merged and numbered.</summary>
internal sealed record RawFinding(Finding Finding, string SymbolId, ImmutableArray<string> StepTokens)
{
    /// <summary>What two findings have in common if they are one and the same, seen in two compilations.</summary>
    public (string Rule, CodePlace Place) Identity => (Finding.Rule.Id, Finding.Place);

    /// <summary>Findings with equal structure are told apart by an ordinal.</summary>
    public string Structure => string.Join('\n', [Finding.Rule.Id, SymbolId, .. StepTokens]);
}
