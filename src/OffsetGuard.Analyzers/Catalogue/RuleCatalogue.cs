namespace OffsetGuard.Analyzers;

/// <summary>Every rule, once: descriptor, page, <c>explain</c> and the release files all follow from here.</summary>
internal static class RuleCatalogue
{
    /// <summary>The page of a rule is this address, its id and <c>.md</c>.</summary>
    internal const string HelpRoot = "https://github.com/offsetguard/offsetguard/blob/main/docs/rules/";

    public static Rule OG1001 { get; } = new(Effect.Loss, ProcessingDescriptors.CommitBeforeProcess);

    public static Rule OG2001 { get; } = new(Effect.Loss, ConfigurationDescriptors.AutoCommitMayCommitUnprocessed);

    // Below the rules: static properties are filled from top to bottom.
    public static IReadOnlyList<Rule> All { get; } = [OG1001, OG2001];

    public static Rule? Find(string id)
    {
        foreach (var rule in All)
        {
            if (string.Equals(rule.Id, id, StringComparison.OrdinalIgnoreCase))
                return rule;
        }

        return null;
    }
}
