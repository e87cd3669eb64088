using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers;

/// <summary>OG3xxx: offset values and results.</summary>
internal static class OffsetDescriptors
{
    public static readonly DiagnosticDescriptor CommittedOffsetIsOffByOne = new(
        id: "OG3001",
        title: "Committed offset is off by one",
        messageFormat: "the offset of {0} itself is committed here, so the group starts with that record again: commit the "
            + "record, or its offset + 1",
        category: "OffsetGuard.Duplicates",
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The committed offset is the offset of the next record to read. Commit(record) adds the 1; with "
            + "TopicPartitionOffset the caller has to.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG3001.md");

    public static readonly DiagnosticDescriptor CommittedOffsetIsTooHigh = new(
        id: "OG3002",
        title: "Committed offset is one too high",
        messageFormat: "an offset more than one behind {0} is committed here, so the record after it is never read",
        category: "OffsetGuard.Loss",
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The committed offset is the offset of the next record to read: that of the last processed record + 1, and "
            + "no more.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG3002.md");
}
