using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers;

/// <summary>OG2xxx: configuration.</summary>
internal static class ConfigurationDescriptors
{
    public static readonly DiagnosticDescriptor AutoCommitMayCommitUnprocessed = new(
        id: "OG2001",
        title: "Auto-commit may commit records that are not processed",
        messageFormat: "auto-commit may commit {0} while {1} at {2} still processes it, and a crash then loses the record: "
            + "set EnableAutoOffsetStore = false and call StoreOffset after the record is processed",
        category: "OffsetGuard.Loss",
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "With EnableAutoCommit and EnableAutoOffsetStore both on, the default, the client stores the offset of a record "
            + "before it hands the record over, and a timer commits what is stored. Store the offset yourself, after processing.",
        helpLinkUri: RuleCatalogue.HelpRoot + "OG2001.md");
}
