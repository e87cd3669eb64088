using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers;

/// <summary>OG1xxx: processing and committing, in which order.</summary>
internal static class ProcessingDescriptors
{
    // The descriptor is created with constants in a field: only then does release tracking (RS2000) see it.
    public static readonly DiagnosticDescriptor CommitBeforeProcess = new(
        id: "OG1001",
        title: "Offset is committed before the record is processed",
        messageFormat: "offset of {0} is committed here, but {1} at {2} still processes it: a crash in between loses the record",
        category: "OffsetGuard.Loss",
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A committed offset tells Kafka that the group never needs the record again. A process that dies after the commit "
            + "and before the record is processed loses the record. Commit after its last use.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG1001.md");
}
