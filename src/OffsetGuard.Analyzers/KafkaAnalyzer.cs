using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using OffsetGuard.Analyzers.Configuration;
using OffsetGuard.Analyzers.Flow;
using OffsetGuard.Analyzers.Kafka;
using OffsetGuard.Analyzers.Rules;

namespace OffsetGuard.Analyzers;

/// <summary>Runs every rule, so that the graph of a method is walked once for all of them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class KafkaAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableArray<FlowRule> FlowRules =
        ImmutableArray.Create<FlowRule>(
            new CommitBeforeProcess(),
            new StoreBeforeProcess(),
            new CommitWhileProcessing(),
            new CommitAfterHandOff(),
            new CommitAfterFailure(),
            new FailedRecordIsSkipped(),
            new CommitOutOfOrder(),
            new ProduceIsNotConfirmed(),
            new SeekBackWithAutoStore(),
            new RefusedRecordIsSkipped(),
            new AutoCommitMayCommitUnprocessed(),
            new ResetIsLeftAtLatest(),
            new CommittedOffsetIsOffByOne(),
            new CommittedOffsetIsTooHigh());

    private static readonly ImmutableArray<ConsumerRule> ConsumerRules =
        ImmutableArray.Create<ConsumerRule>(
            new ManualCommitWithAutoCommit(),
            new StoreOffsetWithAutoStore(),
            new NothingIsCommitted(),
            new StoredOffsetsAreNotCommitted(),
            new GroupIdIsNewAtEveryStart(),
            new HandlerReturnsOffsetsUnderCooperativeAssignment(),
            new OptionOfTheClassicProtocol(),
            new GroupInstanceIdIsLiteral(),
            new PollIntervalShorterThanWork(),
            new GroupIdIsMissing(),
            new AutoCommitBesideFixedOffsets(),
            new PatternMatchesWholeNames(),
            new ResetErrorIsSwallowed());

    private static readonly ImmutableArray<CommitRule> CommitRules =
        ImmutableArray.Create<CommitRule>(
            new PendingOffsetsAreDropped(),
            new TailIsNeverCommitted());

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.CreateRange(
        FlowRules.Select(rule => rule.Rule).Concat(ConsumerRules.Select(rule => rule.Rule)).Concat(CommitRules.Select(rule => rule.Rule))
            .OrderBy(rule => rule.Id, StringComparer.Ordinal).Select(rule => rule.Descriptor));

    /// <summary>Work done by this instance.</summary>
    public FlowWork Work { get; } = new();

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            // Anything registered makes the compiler bind every method body, so code without Kafka must not get that far.
            if (KafkaContext.Find(start.Compilation) is not { } kafka)
                return;

            var engine = new OffsetFlow(
                start.Compilation,
                new CodeOfTypes(start.Compilation),
                new KafkaApi(kafka),
                FlowOptions.Read(start.Options, start.Compilation),
                Work);
            start.RegisterOperationBlockStartAction(member =>
            {
                var judgement = new MemberJudgement(FlowRules, ConsumerRules, CommitRules, engine);
                member.RegisterOperationAction(judgement.Look, OperationKind.Invocation);
                member.RegisterOperationBlockEndAction(judgement.Report);
            });
        });
    }
}
