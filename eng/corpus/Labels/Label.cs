namespace OffsetGuard.Corpus.Labels;

/// <summary>What an expert would report at one line of a loop.</summary>
/// <param name="Name">The name of the mistake in the file of labels.</param>
/// <param name="File">Path from the root of the repository.</param>
/// <param name="Line">From 1.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Why">The reason given.</param>
internal sealed record Label(string Name, string File, int Line, LabelSeverity Severity, string Why)
{
    /// <summary>The rules that say the same; none when the catalogue has no such rule.</summary>
    public ImmutableArray<string> RuleIds => RuleNames.IdsOf(Name);

    public bool Matters => Severity is LabelSeverity.Bug or LabelSeverity.Risk;
}
