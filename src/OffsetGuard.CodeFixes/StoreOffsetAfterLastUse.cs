using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using OffsetGuard.Analyzers;

namespace OffsetGuard.CodeFixes;

/// <summary>Repairs OG2001 and OG1011: the code stores the offset of each record it has processed, and the client no more.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StoreOffsetAfterLastUse))]
[Shared]
internal sealed class StoreOffsetAfterLastUse : KafkaFix
{
    private const int ConfigurationStep = 0;
    private const int ConsumeStep = 1;

    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(RuleCatalogue.OG1011.Id, RuleCatalogue.OG2001.Id);

    protected override string Order => "Store the offset after the record is processed";

    protected override Edit? Plan(FixContext fix) => ConsumedRecord.Find(fix, ConsumeStep) is { IsHandedBack: false } record
        ? OptionEdit.Set(fix.FindStep(ConfigurationStep), "EnableAutoOffsetStore", "false")?.And(record.HandBack("StoreOffset"))
        : null;
}
