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

    public static readonly DiagnosticDescriptor ResetIsLeftAtLatest = new(
        id: "OG2006",
        title: "AutoOffsetReset is left at Latest",
        messageFormat: "where the group has no committed offset it skips every record that is there already, and {0} at line {1} never "
            + "sees them: set AutoOffsetReset = AutoOffsetReset.Earliest, or Latest if that is meant",
        category: "OffsetGuard.Loss",
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "Latest is the default. A new group, a new partition and an offset that has expired begin at the end of the "
            + "partition. Write down what is meant.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG2006.md");

    public static readonly DiagnosticDescriptor GroupIdIsNewAtEveryStart = new(
        id: "OG2007",
        title: "Group id is new at every start",
        messageFormat: "{0} makes a new group at every start, so the offsets that line {1} commits are lost with the process: "
            + "use a GroupId that stays",
        category: "OffsetGuard.Loss",
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Committed offsets belong to a group id. A group that is new at every start begins where AutoOffsetReset says: "
            + "it skips what came while the program was down, or reads everything again.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG2007.md");

    public static readonly DiagnosticDescriptor HandlerReturnsOffsetsUnderCooperativeAssignment = new(
        id: "OG2008",
        title: "Handler that returns offsets under cooperative assignment",
        messageFormat: "the handler of {0} returns offsets, which throws when partitions are assigned one by one: use the "
            + "overload that returns nothing",
        category: "OffsetGuard.Crash",
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Under the cooperative-sticky strategy and the consumer protocol, a rebalance adds and takes away "
            + "partitions. A handler that returns a whole assignment is refused.",
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

    public static readonly DiagnosticDescriptor GroupInstanceIdIsLiteral = new(
        id: "OG2010",
        title: "Literal group instance id",
        messageFormat: "every instance of the program joins the group as '{0}', and the group keeps only one of them: make GroupInstanceId from "
            + "something that differs, such as the name of the host",
        category: "OffsetGuard.Crash",
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A static member keeps its partitions over a restart, and its name must be its own. A second member of the same "
            + "name fences the first, which cannot go on.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG2010.md");

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

    public static readonly DiagnosticDescriptor AutoCommitBesideFixedOffsets = new(
        id: "OG2013",
        title: "Auto-commit on a consumer that only assigns",
        messageFormat: "auto-commit writes offsets for the group, but the consumer begins at fixed offsets and never asks for them: "
            + "set EnableAutoCommit = false",
        category: "OffsetGuard.Cost",
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A consumer that is assigned its partitions at fixed offsets needs no committed ones. Its commits cost a request "
            + "every few seconds, and overwrite the offsets of a group of the same name that is not running.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG2013.md");

    public static readonly DiagnosticDescriptor PatternMatchesWholeNames = new(
        id: "OG2014",
        title: "Pattern matches whole names under the consumer protocol",
        messageFormat: "'{0}' only matches a topic of exactly that name, because with GroupProtocol.Consumer the broker matches whole names: "
            + "append .* or subscribe to the name",
        category: "OffsetGuard.Stall",
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "With the classic protocol the client looks for the pattern at the beginning of names. With the consumer protocol "
            + "the broker compares it with whole names, and a group whose pattern matches nothing waits in silence.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG2014.md");

    public static readonly DiagnosticDescriptor ResetErrorIsSwallowed = new(
        id: "OG2015",
        title: "Reset policy \"error\" is swallowed",
        messageFormat: "with AutoOffsetReset.Error this throws once for a partition without a valid offset; line {0} swallows it, and the "
            + "partition is never read again: leave the loop, or assign the partition where it shall begin",
        category: "OffsetGuard.Stall",
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "AutoOffsetReset.Error asks the program to decide where to go on. Until it does, with Assign or in a new "
            + "consumer, the client fetches nothing from the partition and reports nothing more.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG2015.md");
}
