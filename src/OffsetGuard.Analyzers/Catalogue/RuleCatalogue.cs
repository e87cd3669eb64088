namespace OffsetGuard.Analyzers;

/// <summary>Every rule, once: descriptor, page, <c>explain</c> and the release files all follow from here.</summary>
internal static class RuleCatalogue
{
    /// <summary>The page of a rule is this address, its id and <c>.md</c>.</summary>
    internal const string HelpRoot = "https://github.com/offsetguard/offsetguard/blob/main/docs/rules/";

    public static Rule OG1001 { get; } = new(Effect.Loss, ProcessingDescriptors.CommitBeforeProcess) { HasFix = true };

    public static Rule OG1002 { get; } = new(Effect.Loss, ProcessingDescriptors.StoreBeforeProcess) { HasFix = true };

    public static Rule OG1003 { get; } = new(Effect.Loss, ProcessingDescriptors.CommitWhileProcessing) { HasFix = true };

    public static Rule OG1004 { get; } = new(Effect.Loss, ProcessingDescriptors.CommitAfterHandOff);

    public static Rule OG1005 { get; } = new(Effect.Loss, ProcessingDescriptors.CommitAfterFailure) { HasFix = true };

    public static Rule OG1006 { get; } = new(Effect.Loss, ProcessingDescriptors.FailedRecordIsSkipped) { HasFix = true };

    public static Rule OG1007 { get; } = new(Effect.Loss, ProcessingDescriptors.CommitOutOfOrder);

    public static Rule OG1008 { get; } = new(Effect.Loss, ProcessingDescriptors.ProduceIsNotConfirmed) { HasFix = true };

    public static Rule OG1009 { get; } = new(Effect.Duplicates, ProcessingDescriptors.PendingOffsetsAreDropped);

    public static Rule OG1010 { get; } = new(Effect.Duplicates, ProcessingDescriptors.TailIsNeverCommitted);

    public static Rule OG1011 { get; } = new(Effect.Loss, ProcessingDescriptors.SeekBackWithAutoStore) { HasFix = true };

    public static Rule OG1012 { get; } = new(Effect.Loss, ProcessingDescriptors.RefusedRecordIsSkipped);

    public static Rule OG2001 { get; } = new(Effect.Loss, ConfigurationDescriptors.AutoCommitMayCommitUnprocessed) { HasFix = true };

    public static Rule OG2002 { get; } = new(Effect.Loss, ConfigurationDescriptors.ManualCommitWithAutoCommit) { HasFix = true };

    public static Rule OG2003 { get; } = new(Effect.Crash, ConfigurationDescriptors.StoreOffsetWithAutoStore) { HasFix = true };

    public static Rule OG2004 { get; } = new(Effect.Duplicates, ConfigurationDescriptors.NothingIsCommitted) { HasFix = true };

    public static Rule OG2005 { get; } = new(Effect.Duplicates, ConfigurationDescriptors.StoredOffsetsAreNotCommitted) { HasFix = true };

    public static Rule OG2006 { get; } = new(Effect.Loss, ConfigurationDescriptors.ResetIsLeftAtLatest);

    public static Rule OG2007 { get; } = new(Effect.Loss, ConfigurationDescriptors.GroupIdIsNewAtEveryStart);

    public static Rule OG2008 { get; } = new(Effect.Crash, ConfigurationDescriptors.HandlerReturnsOffsetsUnderCooperativeAssignment);

    public static Rule OG2009 { get; } = new(Effect.Crash, ConfigurationDescriptors.OptionOfTheClassicProtocol) { HasFix = true };

    public static Rule OG2010 { get; } = new(Effect.Crash, ConfigurationDescriptors.GroupInstanceIdIsLiteral);

    public static Rule OG2011 { get; } = new(Effect.Duplicates, ConfigurationDescriptors.PollIntervalShorterThanWork);

    public static Rule OG2012 { get; } = new(Effect.Crash, ConfigurationDescriptors.GroupIdIsMissing);

    public static Rule OG2013 { get; } = new(Effect.Cost, ConfigurationDescriptors.AutoCommitBesideFixedOffsets);

    public static Rule OG2014 { get; } = new(Effect.Stall, ConfigurationDescriptors.PatternMatchesWholeNames);

    public static Rule OG2015 { get; } = new(Effect.Stall, ConfigurationDescriptors.ResetErrorIsSwallowed);

    public static Rule OG3001 { get; } = new(Effect.Duplicates, OffsetDescriptors.CommittedOffsetIsOffByOne) { HasFix = true };

    public static Rule OG3002 { get; } = new(Effect.Loss, OffsetDescriptors.CommittedOffsetIsTooHigh) { HasFix = true };

    // Below the rules: static properties are filled from top to bottom.
    public static IReadOnlyList<Rule> All { get; } = [
        OG1001, OG1002, OG1003, OG1004, OG1005, OG1006, OG1007, OG1008, OG1009, OG1010, OG1011, OG1012,
        OG2001, OG2002, OG2003, OG2004, OG2005, OG2006, OG2007, OG2008, OG2009, OG2010, OG2011, OG2012,
        OG2013, OG2014, OG2015, OG3001, OG3002,
    ];

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
