using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OffsetGuard.Analyzers.Flow;

/// <summary>Follows the records of one graph along its paths until nothing new is found.</summary>
internal sealed class OffsetFlow(ControlFlowGraph graph, Transfer transfer, CallTransfer calls, Conditions conditions)
{
    private readonly Dictionary<FlowNode, List<PathState>> states = [];
    private readonly Queue<(FlowNode Node, PathState State)> work = new();
    private readonly List<FlowNode> handlers = [];
    private bool isExhausted;

    public int VisitCount { get; private set; }

    /// <summary>False when a budget ran out: then nothing that was found may be reported.</summary>
    public bool TryRun(int recordCount, CancellationToken cancellationToken)
    {
        if (graph.Blocks.Length > FlowBudget.BlocksMax || recordCount > FlowBudget.RecordsMax)
            return false;

        Enter(new FlowNode(Block: 0, Continuation: null), new PathState(recordCount));
        while (work.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (++VisitCount > FlowBudget.VisitsMax || isExhausted || transfer.IsExhausted)
                return false;
            var (node, state) = work.Dequeue();
            Visit(node, state.Clone());
        }

        return !isExhausted && !transfer.IsExhausted;
    }

    private void Enter(FlowNode node, PathState state)
    {
        if (!states.TryGetValue(node, out var known))
            states.Add(node, known = []);

        foreach (var other in known)
        {
            if (!other.IsSamePathAs(state))
                continue;
            if (other.KeepSharedFacts(state))
                work.Enqueue((node, other));
            return;
        }

        if (known.Count == FlowBudget.StatesPerNodeMax)
        {
            isExhausted = true;
            return;
        }

        known.Add(state);
        work.Enqueue((node, state));
    }

    private void Visit(FlowNode node, PathState state)
    {
        var block = graph.Blocks[node.Block];
        foreach (var operation in block.Operations)
            Run(operation, block, node, state);
        if (block.BranchValue is { } value)
            Run(value, block, node, state);
        state.ForgetUnheld();
        Leave(block, node, state);
    }

    private void Run(IOperation operation, BasicBlock block, FlowNode node, PathState state)
    {
        var canBeCaught = ExceptionEdges.CanBeCaught(block.EnclosingRegion);
        calls.Thrown = canBeCaught ? state.Clone() : null;
        transfer.Evaluate(operation, state);
        if (canBeCaught && MayThrow(operation))
            Throw(block.EnclosingRegion, node.Continuation, calls.Thrown!);
    }

    private void Throw(ControlFlowRegion region, Continuation? continuation, PathState state)
    {
        handlers.Clear();
        ExceptionEdges.AddHandlers(region, continuation, handlers);
        foreach (var handler in handlers)
        {
            var caught = state.Clone();
            caught.ForgetUnheld();
            Enter(handler, caught);
        }
    }

    private void Leave(BasicBlock block, FlowNode node, PathState state)
    {
        if (block.ConditionKind == ControlFlowConditionKind.None || block.BranchValue is not { } condition)
        {
            Follow(block.FallThroughSuccessor, block, node, state);
            return;
        }

        var whenJumping = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        var jumping = state.Clone();
        if (conditions.Assume(condition, whenJumping, jumping))
            Follow(block.ConditionalSuccessor, block, node, jumping);
        if (conditions.Assume(condition, !whenJumping, state))
            Follow(block.FallThroughSuccessor, block, node, state);
    }

    private void Follow(ControlFlowBranch? branch, BasicBlock block, FlowNode node, PathState state)
    {
        switch (branch?.Semantics)
        {
            case ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow:
                Throw(block.EnclosingRegion, node.Continuation, state);
                break;
            case ControlFlowBranchSemantics.StructuredExceptionHandling:
                Resume(node.Continuation, state);
                break;
            default:
                Jump(branch, node.Continuation, state);
                break;
        }
    }

    // The end of a finally block. A filter ends here too; then there is no continuation and its other branch enters the handler.
    private void Resume(Continuation? continuation, PathState state)
    {
        switch (continuation?.Kind)
        {
            case ContinuationKind.RunFinally:
                Enter(new FlowNode(continuation.Region!.FirstBlockOrdinal, continuation.Rest), state);
                break;
            case ContinuationKind.Jump:
                Enter(new FlowNode(continuation.Block, continuation.Rest), state);
                break;
            case ContinuationKind.Unwind:
                Throw(continuation.Region!, continuation.Rest, state);
                break;
        }
    }

    private void Jump(ControlFlowBranch? branch, Continuation? continuation, PathState state)
    {
        if (branch?.Destination is not { } destination)
            return;

        foreach (var region in branch.LeavingRegions)
        {
            foreach (var local in region.Locals)
                state.Hold(new Slot(local), default);
            foreach (var temporary in region.CaptureIds)
                state.Hold(new Slot(temporary), default);
        }

        var next = Continuation.Jump(destination.Ordinal, continuation);
        for (var index = branch.FinallyRegions.Length - 1; index >= 0; index--)
            next = Continuation.RunFinally(branch.FinallyRegions[index], next);
        state.ForgetUnheld();
        Resume(next, state);
    }

    private static bool MayThrow(IOperation operation)
    {
        foreach (var part in operation.DescendantsAndSelf())
        {
            if (part.Kind is OperationKind.Invocation or OperationKind.ObjectCreation or OperationKind.Await
                or OperationKind.PropertyReference or OperationKind.ArrayElementReference or OperationKind.Conversion
                or OperationKind.Invalid or OperationKind.DynamicInvocation)
                return true;
        }

        return false;
    }
}
