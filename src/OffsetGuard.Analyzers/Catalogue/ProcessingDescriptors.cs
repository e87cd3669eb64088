using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers;

/// <summary>OG1xxx: processing and committing, in which order.</summary>
internal static class ProcessingDescriptors
{
    // The descriptor is created with constants in a field: only then does release tracking (RS2000) see it.
    public static readonly DiagnosticDescriptor CommitBeforeProcess = new(
        id: "OG1001",
        title: "Offset is committed before the record is processed",
        messageFormat: "offset of {0} is committed here, but {1} at line {2} still processes it: a crash in between loses the record",
        category: "OffsetGuard.Loss",
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A committed offset tells Kafka that the group never needs the record again. A process that dies after the commit "
            + "and before the record is processed loses the record. Commit after its last use.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG1001.md");

    public static readonly DiagnosticDescriptor StoreBeforeProcess = new(
        id: "OG1002",
        title: "Offset is stored before the record is processed",
        messageFormat: "offset of {0} is stored here, but {1} at line {2} still processes it: the next automatic commit and a crash "
            + "lose the record",
        category: "OffsetGuard.Loss",
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "What is stored is what the next automatic commit sends, whether the record is processed or not. Store the "
            + "offset after the last use of the record.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG1002.md");

    public static readonly DiagnosticDescriptor CommitWhileProcessing = new(
        id: "OG1003",
        title: "Offset is committed while processing is still running",
        messageFormat: "nobody waits for {0}, which processes {1}, before its offset moves on at line {2}: a crash or an exception in "
            + "between loses the record",
        category: "OffsetGuard.Loss",
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A task that is not awaited may still run, or fail unseen, when the offset of its record is committed. "
            + "Await it first.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG1003.md");

    public static readonly DiagnosticDescriptor CommitAfterHandOff = new(
        id: "OG1004",
        title: "Record is handed off and committed at once",
        messageFormat: "offset of {0} is committed here, but {1} at line {2} only hands it to a worker: a crash loses what waits in "
            + "the queue",
        category: "OffsetGuard.Loss",
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A queue in memory dies with the process. Commit when the worker has finished, in the order of the "
            + "offsets.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG1004.md");

    public static readonly DiagnosticDescriptor CommitAfterFailure = new(
        id: "OG1005",
        title: "A failed record is committed",
        messageFormat: "offset of {0} is committed here although {1} at line {2} may have failed: {3}, and the record is "
            + "lost",
        category: "OffsetGuard.Loss",
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "When the processing fails and the offset is committed all the same, behind a catch that swallows or in a "
            + "finally block, nobody ever processes the record. Commit on success only, or after a dead letter is confirmed.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG1005.md");

    public static readonly DiagnosticDescriptor FailedRecordIsSkipped = new(
        id: "OG1006",
        title: "A failed record is skipped by a later commit",
        messageFormat: "when {1} fails, {0} stays uncommitted and the loop goes on, but the commit at line {2} of a later record "
            + "passes over it: the record is lost",
        category: "OffsetGuard.Loss",
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A committed offset covers every record before it. A record that failed must stop the partition, be read "
            + "again by Seek, or go to a dead letter topic before a later record is committed.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG1006.md");

    public static readonly DiagnosticDescriptor CommitOutOfOrder = new(
        id: "OG1007",
        title: "Offsets are committed out of order",
        messageFormat: "{0} commits {1} beside other records (see line {2}): the one that ends first commits those before it that are "
            + "not done",
        category: "OffsetGuard.Loss",
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A committed offset covers every record before it, so concurrent work may commit only up to the first "
            + "record that is not done: use one lane for each partition, or a watermark.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG1007.md");

    public static readonly DiagnosticDescriptor ProduceIsNotConfirmed = new(
        id: "OG1008",
        title: "Produced record is not confirmed before the source offset moves",
        messageFormat: "offset of {0} is committed here, but {1} at line {2} has only filled the memory of the producer: a crash or a "
            + "failed delivery loses the result",
        category: "OffsetGuard.Loss",
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Produce returns before anything is sent. Await ProduceAsync, or Flush and look at the delivery reports, "
            + "before the offset of the source record is committed.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG1008.md");

    public static readonly DiagnosticDescriptor PendingOffsetsAreDropped = new(
        id: "OG1009",
        title: "Pending offsets are dropped before the commit succeeded",
        messageFormat: "{0} loses its offsets here, before the commit at line {1} has succeeded: when that fails, nothing commits "
            + "them again",
        category: "OffsetGuard.Duplicates",
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A commit may fail, in a rebalance for example. Offsets that wait for it have to stay where they are until it has "
            + "succeeded, or to be put back when it fails.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG1009.md");

    public static readonly DiagnosticDescriptor TailIsNeverCommitted = new(
        id: "OG1010",
        title: "The tail of a batch is never committed",
        messageFormat: "offsets are committed only when '{0}': the records behind the last such one are never committed, and are "
            + "read again after every stop",
        category: "OffsetGuard.Duplicates",
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A commit that waits for a number of records never comes for the last ones. Commit them when the loop ends, when "
            + "the partitions are revoked, and when no record has come for a while.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG1010.md");

    public static readonly DiagnosticDescriptor SeekBackWithAutoStore = new(
        id: "OG1011",
        title: "Seek back does not take back the stored offset",
        messageFormat: "the offset of {0} was stored when it was consumed at line {1}, and Seek does not take that back: the next "
            + "automatic commit passes over it",
        category: "OffsetGuard.Loss",
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "With EnableAutoOffsetStore on, the client stores the offset before it hands the record over. Seek moves "
            + "the position alone. Set EnableAutoOffsetStore = false and store after processing.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG1011.md");

    public static readonly DiagnosticDescriptor RefusedRecordIsSkipped = new(
        id: "OG1012",
        title: "A refused record is silently skipped",
        messageFormat: "when {1} turns {0} away, the loop goes on, and the commit at line {2} of a later record passes over it: the "
            + "record is lost",
        category: "OffsetGuard.Loss",
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A limiter, a semaphore or a switch that turns a record away does not give it back to Kafka: the position is behind "
            + "it already. Wait for leave, seek back, or keep the record.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG1012.md");
}
