using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Flow;
using OffsetGuard.Analyzers.Flow.Records;
using OffsetGuard.Analyzers.Kafka;
using OffsetGuard.Analyzers.Loops;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>Judges one member, if it consumes or builds a consumer at all: nearly all members are done after <see cref="Look"/>.</summary>
internal sealed class MemberJudgement(
    ImmutableArray<FlowRule> flowRules, ImmutableArray<ConsumerRule> consumerRules, ImmutableArray<CommitRule> commitRules, OffsetFlow engine)
{
    private readonly List<IInvocationOperation> builds = [];
    private readonly List<IInvocationOperation> commits = [];
    private readonly HashSet<(Rule Rule, Location Place)> reported = [];
    private bool consumes;

    /// <summary>The driver may look at several calls at once.</summary>
    public void Look(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        var method = call.TargetMethod;
        if (!Volatile.Read(ref consumes) && (engine.Api.IsConsume(method) || engine.Users.MayConsume(method)))
            Volatile.Write(ref consumes, true);
        switch (engine.Api.RoleOf(method))
        {
            case CallRole.BuildConsumer:
                lock (builds)
                    builds.Add(call);
                break;
            case CallRole.CommitRecord or CallRole.CommitOffsets or CallRole.CommitStored:
                lock (commits)
                    commits.Add(call);
                break;
        }
    }

    public void Report(OperationBlockAnalysisContext context)
    {
        foreach (var build in builds)
        {
            var consumer = BuiltConsumer.Of(build, engine.Configs);
            foreach (var rule in consumerRules)
                Report(rule.Rule, rule.Judge(consumer), context);
        }

        foreach (var call in commits)
        {
            if (CommitCall.Of(call, context.OwningSymbol, engine.Configs, engine.Code) is not { } commit)
                continue;
            foreach (var rule in commitRules)
                Report(rule.Rule, rule.Judge(commit), context);
        }

        if (consumes)
            ReportPaths(context);
    }

    private void ReportPaths(OperationBlockAnalysisContext context)
    {
        var flow = new MemberFlow(engine, context.CancellationToken);
        var paths = new List<RecordPath>(flow.Run(context.OwningSymbol, context.OperationBlocks, context.GetControlFlowGraph));

        // Of several late effects the first in the text explains a commit best.
        paths.Sort((left, right) => PositionOf(left).CompareTo(PositionOf(right)));
        foreach (var path in paths)
        {
            foreach (var rule in flowRules)
                Report(rule.Rule, rule.Judge(path), context);
        }
    }

    private void Report(Rule rule, Finding? finding, OperationBlockAnalysisContext context)
    {
        if (finding is not null && reported.Add((rule, finding.Primary)))
            context.ReportDiagnostic(finding.ToDiagnostic(rule.Descriptor));
    }

    private static int PositionOf(RecordPath path) => path.Last.Operation.Syntax.SpanStart;
}
