namespace ChaosMutants;

/// <summary>Mutants that the exploration misses, and why. The list only gets shorter.</summary>
internal static class NotFoundYet
{
    private static readonly SortedDictionary<string, string> s_reasons = new(StringComparer.Ordinal)
    {
        ["BatchLoop.HandlesWhatIsLost"] =
            "what is done in the handler of the loss itself counts as done in time",
        ["ChannelPipeline.DoesNotWaitForTheChannel"] =
            "needs clean-hand-over, to which its program cannot be held yet: what a killed owner had processed is held against the one that hands over",
        ["CooperativeState.IgnoresWhatWasOnceRevoked"] =
            "needs a partition that goes away and comes back: two rebalances in a row",
        ["CooperativeState.WritesWhatIsLost"] =
            "what is done in the handler of the loss itself counts as done in time",
        ["KeyWorkers.ForgetsItsLanes"] =
            "unfinished work is excused after a freeze, and its program is not held to processed-after-revoked yet",
        ["ManualAssignment.BeginsAtTheBeginning"] =
            "bounded-duplicates looks at partitions that a group assigns, not at those that a program assigns itself",
        ["ManualAssignment.ForgetsAPartition"] =
            "a partition that nobody ever reads is not known to any checker",
        ["ReadProcessWrite.ShareTheTransactionalId"] =
            "its program is disputed",
        ["RetryTopic.DoesNotReadTheCopies"] =
            "a topic that nobody ever reads is not known to any checker",
        ["RetryTopic.GivesUpTheSecondTime"] =
            "needs two failures of one order, further apart than the pairs that are explored",
        ["StaticMembers.ShareTheIdentity"] =
            "each throws the other one out, and nothing is broken by it: a fatal error without a fault is no finding yet",
        ["StoreOffsetLoop.NeverCloses"] =
            "needs clean-shutdown, which a lost commit breaks in a correct program too",
        ["SyncLoop.RetriesForEver"] =
            "needs a handler that fails each time it comes to a record, which is not explored yet",
        ["TwoInstances.CommitsUntilItSucceeds"] =
            "the program never comes to rest: that is told as a test that cannot work, not as a broken promise",
        ["TwoInstances.DoesNotCommitOnRevoke"] =
            "needs clean-hand-over, to which its program cannot be held yet: what a killed owner had processed is held against the one that hands over",
    };

    public static IReadOnlyCollection<string> Names => s_reasons.Keys;

    public static string ReasonFor(string name) => s_reasons.GetValueOrDefault(name, "");
}
