namespace OffsetGuard.Corpus.Labels;

/// <summary>The words of the labels, which are older than the catalogue, and the rules that say the same.</summary>
internal static class RuleNames
{
    private static readonly ImmutableDictionary<string, ImmutableArray<string>> s_ids = new Dictionary<string, ImmutableArray<string>>
    {
        ["commit-before-process"] = ["OG1001"],
        ["store-before-process"] = ["OG1002"],
        ["unawaited-processing-before-commit"] = ["OG1003"],
        ["handoff-before-commit"] = ["OG1004"],
        ["commit-after-swallowed-exception"] = ["OG1005"],
        ["commit-in-finally"] = ["OG1005"],
        ["failed-message-skipped-by-later-commit"] = ["OG1006"],
        ["parallel-out-of-order-commit"] = ["OG1007"],
        ["unflushed-produce-before-commit"] = ["OG1008"],
        ["modulo-commit-leaves-tail"] = ["OG1010"],
        ["rate-limited-message-skipped"] = ["OG1012"],
        ["paused-messages-dropped"] = ["OG1012"],
        ["auto-commit-at-most-once"] = ["OG2001"],
        ["manual-commit-with-auto-commit-on"] = ["OG2002"],
        ["store-offset-with-auto-store-on"] = ["OG2003"],
        ["never-committed"] = ["OG2004"],
        ["stored-never-committed"] = ["OG2005"],
        ["auto-offset-reset-unset"] = ["OG2006"],
        ["blocking-sync-in-loop"] = ["OG2011"],
        ["auto-commit-on-assign-only-consumer"] = ["OG2013"],
        ["off-by-one-commit"] = ["OG3001"],
        ["eof-not-checked"] = ["OG3003"],
        ["null-consume-result-not-checked"] = ["OG3004"],
        ["seek-or-assign-misuse"] = ["OG3005", "OG3006"],
        ["stale-result-stored-again"] = ["OG3008"],
        ["batch-store-only-last-record"] = ["OG3010"],
        ["only-last-partition-committed"] = ["OG3010"],
        ["commit-in-lost-handler"] = ["OG4002"],
        ["missing-revoked-handler-with-batch"] = ["OG4005"],
        ["consumer-not-closed"] = ["OG5001", "OG5009"],
        ["close-from-other-thread"] = ["OG5002"],
        ["fatal-error-loop"] = ["OG5004"],
        ["shared-consumer-resubscribe"] = ["OG5007"],
        ["cancellation-swallowed-infinite-loop"] = ["OG5008"],
        ["wrong-cancellation-exception-caught"] = ["OG5008"],
        ["eos-without-send-offsets"] = ["OG6004"],
        ["eos-no-abort-on-error"] = ["OG6005"],
    }.ToImmutableDictionary(StringComparer.Ordinal);

    public static ImmutableArray<string> IdsOf(string name) => s_ids.GetValueOrDefault(name, []);
}
