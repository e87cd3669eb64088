using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Flow;
using OffsetGuard.Analyzers.Flow.Records;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>Judges one member, if it consumes at all: nearly all members are done after <see cref="Look"/>.</summary>
internal sealed class MemberJudgement(ImmutableArray<FlowRule> rules, OffsetFlow engine)
{
    private bool consumes;

    public void Look(OperationAnalysisContext context)
    {
        var method = ((IInvocationOperation)context.Operation).TargetMethod;
        consumes = consumes || engine.Api.IsConsume(method) || engine.Users.MayConsume(method);
    }

    public void Report(OperationBlockAnalysisContext context)
    {
        if (!consumes)
            return;

        var flow = new MemberFlow(engine, context.CancellationToken);
        var paths = new List<RecordPath>(flow.Run(context.OwningSymbol, context.OperationBlocks, context.GetControlFlowGraph));

        // Of several late effects the first in the text explains a commit best.
        paths.Sort((left, right) => PositionOf(left).CompareTo(PositionOf(right)));

        var reported = new HashSet<(FlowRule Rule, Location Place)>();
        foreach (var path in paths)
        {
            foreach (var rule in rules)
            {
                if (rule.Judge(path) is { } finding && reported.Add((rule, finding.Primary)))
                    context.ReportDiagnostic(finding.ToDiagnostic(rule.Rule.Descriptor));
            }
        }
    }

    private static int PositionOf(RecordPath path) => path.Last.Operation.Syntax.SpanStart;
}
