using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Flow;

/// <summary>Runs the engine over one member: its own body and every lambda or local function in it that consumes.</summary>
internal sealed class MemberFlow(KafkaApi api, FlowWork work, CancellationToken cancellationToken)
{
    private readonly List<RecordPath> paths = [];

    public IReadOnlyList<RecordPath> Run(ImmutableArray<IOperation> operationBlocks, Func<IOperation, ControlFlowGraph> graphOf)
    {
        var configs = new ConsumerConfigReader(api, new VariableWrites(operationBlocks));
        foreach (var block in operationBlocks)
        {
            // Top-level statements come as a whole body, all other code as a block; initialisers and attributes consume nothing.
            if (block.Kind is not (OperationKind.Block or OperationKind.MethodBody))
                continue;
            work.CountGraph();
            RunGraph(graphOf(block), configs, CapturedVariables.Of(block), functionDepth: 0);
        }

        return paths;
    }

    private void RunGraph(ControlFlowGraph graph, ConsumerConfigReader configs, ISet<ISymbol> captured, int functionDepth)
    {
        var sites = new List<ConsumeSite>();
        var functions = new List<IFlowAnonymousFunctionOperation>();
        Scan(graph, sites, functions, configs);
        if (sites.Count > 0)
            Follow(graph, sites, captured);
        if (functionDepth == FlowBudget.FunctionDepthMax)
            return;

        foreach (var function in functions)
        {
            work.CountGraph();
            RunGraph(graph.GetAnonymousFunctionControlFlowGraph(function, cancellationToken), configs, captured, functionDepth + 1);
        }

        foreach (var function in graph.LocalFunctions)
        {
            work.CountGraph();
            RunGraph(graph.GetLocalFunctionControlFlowGraph(function, cancellationToken), configs, captured, functionDepth + 1);
        }
    }

    private void Scan(
        ControlFlowGraph graph, List<ConsumeSite> sites, List<IFlowAnonymousFunctionOperation> functions, ConsumerConfigReader configs)
    {
        foreach (var block in graph.Blocks)
        {
            foreach (var operation in block.Operations)
                Scan(operation, sites, functions, configs);
            if (block.BranchValue is { } value)
                Scan(value, sites, functions, configs);
        }
    }

    private void Scan(
        IOperation root, List<ConsumeSite> sites, List<IFlowAnonymousFunctionOperation> functions, ConsumerConfigReader configs)
    {
        foreach (var operation in root.DescendantsAndSelf())
        {
            if (operation is IFlowAnonymousFunctionOperation function)
                functions.Add(function);
            if (operation is not IInvocationOperation call || !api.IsConsume(call.TargetMethod))
                continue;
            var consumer = VariableWrites.VariableOf(call.Instance);
            sites.Add(new ConsumeSite(call, consumer, configs.FactsOf(consumer)));
        }
    }

    private void Follow(ControlFlowGraph graph, List<ConsumeSite> sites, ISet<ISymbol> captured)
    {
        var collector = new PathCollector();
        var calls = new CallTransfer(api, sites, collector);
        var transfer = new Transfer(calls, api.Kafka, captured);
        var flow = new OffsetFlow(graph, transfer, calls, new Conditions(calls, api.Kafka));
        if (flow.TryRun(sites.Count, cancellationToken))
            paths.AddRange(collector.Paths);
        work.CountVisits(flow.VisitCount);
    }
}
