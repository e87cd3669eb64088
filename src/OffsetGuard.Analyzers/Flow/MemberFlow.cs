using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Flow.Graphs;
using OffsetGuard.Analyzers.Flow.Records;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Flow;

/// <summary>Follows every record that one member consumes: in its own body, and in every lambda or local function of it.</summary>
internal sealed class MemberFlow(OffsetFlow engine, CancellationToken cancellationToken)
{
    private readonly List<RecordPath> paths = [];
    private readonly Dictionary<IOperation, ConsumeSite> sites = [];

    public IReadOnlyList<RecordPath> Run(
        ISymbol member, ImmutableArray<IOperation> operationBlocks, Func<IOperation, ControlFlowGraph> graphOf)
    {
        if (member is not IMethodSymbol method)
            return paths;
        foreach (var block in operationBlocks)
        {
            // Top-level statements come as a whole body, all other code as a block; initialisers and attributes consume nothing.
            if (block.Kind is OperationKind.Block or OperationKind.MethodBody)
                RunFunction(engine.Bodies.GetOrAdd(method, () => graphOf(block)), functionDepth: 0);
        }

        return paths;
    }

    private void RunFunction(FunctionBody body, int functionDepth)
    {
        Follow(body);
        if (functionDepth == FlowBudget.FunctionDepthMax)
            return;
        foreach (var nested in body.FindNested())
        {
            if (nested.MentionsConsume)
                RunFunction(nested, functionDepth + 1);
        }
    }

    private void Follow(FunctionBody body)
    {
        var run = new FlowRun(engine, SiteOf, cancellationToken);
        var summary = new GraphFlow(body, run, isRoot: true).Follow(new PathState(token: null));
        engine.Work.CountVisits(run.VisitCount);
        if (run.IsExhausted)
            return;

        foreach (var sighting in summary.Sightings)
        {
            var steps = sighting.Trail.ToSteps();
            if (steps[0].Kind != StepKind.Consume || steps[0].Operation is not IInvocationOperation consume)
                continue;
            var tree = body.Graph.OriginalOperation.Syntax.SyntaxTree;
            paths.Add(new RecordPath(SiteOf(consume), steps, sighting.Before, tree) 
            {
                Deferred = sighting.Deferred,
                Refusal = FindRefusal(sighting, summary.Sightings),
            });
        }
    }

    // Only where the other answer leads to processing, the answer has kept the record from it.
    private static PathStep? FindRefusal(Sighting sighting, IReadOnlyList<Sighting> all)
    {
        if (sighting.Before != RecordState.LeftBehind || sighting.Trail.FindLast(StepKind.Ask) is not { } question)
            return null;
        foreach (var other in all)
        {
            if (other is { Before: RecordState.Fresh, Trail.Step.IsProcessing: true }
                && other.Trail.FindLast(StepKind.Ask) is { } granted
                && granted.Operation == question.Operation && granted.Answer != question.Answer)
                return question;
        }

        return null;
    }

    private ConsumeSite SiteOf(IInvocationOperation consume)
    {
        if (!sites.TryGetValue(consume, out var site))
        {
            var consumer = VariableWrites.VariableOf(consume.Instance);
            sites.Add(consume, site = new ConsumeSite(consume, consumer, engine.Configs.FactsOf(consumer)));
        }

        return site;
    }
}
