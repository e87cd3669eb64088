using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using OffsetGuard.Analyzers;

namespace OffsetGuard.CodeFixes;

/// <summary>Repairs OG1006: the failed record is consumed again, so no later record is committed before it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SeekBackToFailedRecord))]
[Shared]
internal sealed class SeekBackToFailedRecord : KafkaFix
{
    private const int ConsumeStep = 0;
    private const int FailureStep = 1;

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleCatalogue.OG1006.Id);

    public override string SideEffect => "repeats it until it succeeds";

    protected override string Order => "Seek back to the failed record";

    protected override Edit? Plan(FixContext fix)
    {
        if (SwallowedFailure.Find(fix, FailureStep) is not { } failure || ConsumedRecord.Find(fix, ConsumeStep) is not { IsAlwaysThere: true } record
            || record.Consumer is null || record.Variable is null || record.IsConsumedIn(failure.Attempt))
            return null;
        return failure.AddToEnd($"{record.Consumer}.Seek({record.Variable}.TopicPartitionOffset);");
    }
}
