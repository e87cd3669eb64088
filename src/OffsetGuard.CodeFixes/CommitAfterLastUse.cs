using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using OffsetGuard.Analyzers;

namespace OffsetGuard.CodeFixes;

/// <summary>Repairs OG2004: the code commits each record it has processed, or stores it where a timer commits.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CommitAfterLastUse))]
[Shared]
internal sealed class CommitAfterLastUse : KafkaFix
{
    private const int ConfigurationStep = 0;
    private const int ConsumeStep = 1;

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleCatalogue.OG2004.Id);

    protected override string Order => "Commit or store the offset after the record is processed";

    protected override Edit? Plan(FixContext fix)
    {
        if (fix.FindStep(ConfigurationStep) is not { } option)
            return null;
        var hasTimer = OptionEdit.Writes(option, "EnableAutoOffsetStore");
        return ConsumedRecord.Find(fix, ConsumeStep)?.HandBack(hasTimer ? "StoreOffset" : "Commit");
    }
}
