using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers;

/// <summary>OG2xxx: configuration.</summary>
internal static class ConfigurationDescriptors
{
    public static readonly DiagnosticDescriptor AutoCommitMayCommitUnprocessed = new(
        id: "OG2001",
        title: "Auto-commit may commit records that are not processed",
        messageFormat: "auto-commit may commit {0} while {1} at line {2} still processes it, and a crash then loses the record: "
            + "set EnableAutoOffsetStore = false and call StoreOffset after the record is processed",
        category: "OffsetGuard.Loss",
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "With EnableAutoCommit and EnableAutoOffsetStore both on, the default, the client stores the offset of a record "
            + "before it hands the record over, and a timer commits what is stored. Store the offset yourself, after processing.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG2001.md");

    public static readonly DiagnosticDescriptor ManualCommitWithAutoCommit = new(
        id: "OG2002",
        title: "Manual commit while auto-commit is on",
        messageFormat: "the code commits by hand at line {0}, but auto-commit is on and commits what was consumed, processed or "
            + "not: set EnableAutoCommit = false",
        category: "OffsetGuard.Loss",
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "With EnableAutoCommit and EnableAutoOffsetStore both on, a timer commits every record that was consumed. "
            + "A commit by hand beside it protects nothing.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG2002.md");

    public static readonly DiagnosticDescriptor StoreOffsetWithAutoStore = new(
        id: "OG2003",
        title: "StoreOffset while auto offset store is on",
        messageFormat: "StoreOffset throws Local_InvalidArg as long as EnableAutoOffsetStore is on, which is the default: set "
            + "EnableAutoOffsetStore = false",
        category: "OffsetGuard.Crash",
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "librdkafka refuses to store an offset by hand while it stores offsets by itself.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG2003.md");

    public static readonly DiagnosticDescriptor NothingIsCommitted = new(
        id: "OG2004",
        title: "Nothing is ever committed",
        messageFormat: "the client moves no offset by itself, and nothing here commits or stores one: after every start the group "
            + "begins where it began before",
        category: "OffsetGuard.Duplicates",
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "With EnableAutoCommit or EnableAutoOffsetStore off, the code has to commit or to store the offsets of "
            + "what it has processed.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG2004.md");

    public static readonly DiagnosticDescriptor StoredOffsetsAreNotCommitted = new(
        id: "OG2005",
        title: "Stored offsets are never committed",
        messageFormat: "StoreOffset only notes the offset for the next commit, but EnableAutoCommit is off and nothing calls "
            + "Commit()",
        category: "OffsetGuard.Duplicates",
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Stored offsets are sent by auto-commit or by Commit(). With neither, the group begins at the same place "
            + "after every start.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG2005.md");

    public static readonly DiagnosticDescriptor HandlerReturnsOffsetsUnderCooperativeAssignment = new(
        id: "OG2008",
        title: "Handler that returns offsets under cooperative assignment",
        messageFormat: "the handler of {0} {1}, which throws when partitions are assigned and revoked one by one: use the "
            + "overload that returns nothing",
        category: "OffsetGuard.Crash",
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Under the cooperative-sticky strategy and the consumer protocol, a rebalance adds and takes away "
            + "partitions. A function for revoked or lost partitions is refused, and one for assigned partitions has to return those.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG2008.md");

    public static readonly DiagnosticDescriptor OptionOfTheClassicProtocol = new(
        id: "OG2009",
        title: "Option not allowed with the consumer group protocol",
        messageFormat: "{0} is not allowed with GroupProtocol.Consumer: the broker decides it, and the client refuses to start",
        category: "OffsetGuard.Crash",
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "With the consumer group protocol, session timeout, heartbeat interval and assignor are settings of the "
            + "broker.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG2009.md");

    public static readonly DiagnosticDescriptor PollIntervalShorterThanWork = new(
        id: "OG2011",
        title: "Poll interval shorter than the work",
        messageFormat: "{0}, but max.poll.interval.ms is {1}: {2}",
        category: "OffsetGuard.Duplicates",
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A member that does not call Consume for max.poll.interval.ms leaves its group: its partitions are read by "
            + "others, and what it has in hand cannot be committed any more.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG2011.md");

    public static readonly DiagnosticDescriptor GroupIdIsMissing = new(
        id: "OG2012",
        title: "Group id is missing",
        messageFormat: "the configuration has no GroupId, and the consumer cannot be built without one",
        category: "OffsetGuard.Crash",
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "ConsumerBuilder.Build throws when group.id is not set, for consumers that only assign partitions by hand, "
            + "too.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG2012.md");
}
