using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using OffsetGuard.Analyzers.Flow.Records;

namespace OffsetGuard.Analyzers.Flow.Graphs;

/// <summary>Follows the record along the paths of one function until nothing new is found.</summary>
internal sealed class GraphFlow
{
    private readonly ControlFlowGraph graph;
    private readonly FlowRun run;
    private readonly Transfer transfer;
    private readonly Dictionary<FlowNode, List<PathState>> states = [];
    private readonly Queue<(FlowNode Node, PathState Path)> open = new();
    private readonly List<FlowNode> handlers = [];
    private readonly Summary summary = new();
    private readonly bool isRoot;
    private (BasicBlock Block, Continuation? Continuation) current;

    public GraphFlow(FunctionBody body, FlowRun run, bool isRoot)
    {
        graph = body.Graph;
        this.run = run;
        this.isRoot = isRoot;
        transfer = new Transfer(this, body, run);
    }

    public Summary Follow(PathState entry)
    {
        if (graph.Blocks.Length > FlowBudget.BlocksMax)
            run.Exhaust();
        Enter(new FlowNode(Block: 0, Continuation: null), entry);
        while (open.Count > 0 && run.TryVisit())
        {
            var (node, path) = open.Dequeue();
            Visit(node, path.Clone());
        }

        return summary;
    }

    /// <summary>The operation that runs now may throw, with the record in this state.</summary>
    public void Throw(PathState path, ThrownBy thrower)
    {
        if (!path.IsOver)
            Throw(current.Block.EnclosingRegion, current.Continuation, thrower, path);
    }

    public void See(Sighting sighting) =>
        summary.Add(Continuation.IsUnwinding(current.Continuation) ? sighting with { Trail = Trail.Unwinding(sighting.Trail) } : sighting);

    /// <summary>The function hands a value out and goes on later: for the caller that is an end.</summary>
    public void Yield(PathState path, Value value) => AddExit(path, value, isThrown: false);

    private void Enter(FlowNode node, PathState path)
    {
        if (path.IsOver || isRoot && IsDone(path))
            return;
        if (graph.Blocks[node.Block].Kind == BasicBlockKind.Exit)
        {
            AddExit(path, path.HeldBy(Slot.Result), isThrown: false);
            return;
        }

        if (!states.TryGetValue(node, out var known))
            states.Add(node, known = []);
        foreach (var other in known)
        {
            if (!other.IsSamePathAs(path))
                continue;
            if (other.KeepSharedFacts(path))
                open.Enqueue((node, other));
            return;
        }

        if (known.Count == FlowBudget.StatesPerNodeMax)
            run.Exhaust();
        known.Add(path);
        open.Enqueue((node, path));
    }

    // In a called function the caller may still hold the record.
    private static bool IsDone(PathState path) => path.Token?.State switch
    {
        RecordState.Settled => true,
        RecordState.Fresh => !path.Token.IsAsked && path.IsOutOfReach,
        RecordState.Processed or RecordState.StoredEarly or RecordState.CommittedEarly => path.IsOutOfReach,
        _ => false,
    };

    private void AddExit(PathState path, Value result, bool isThrown)
    {
        if (!isRoot)
            summary.Add(new Exit(path.Clone(), result, isThrown));
    }

    private void Visit(FlowNode node, PathState path)
    {
        var block = graph.Blocks[node.Block];
        current = (block, node.Continuation);
        var paths = new List<(PathState Path, Value Value)> { (path, Value.None) };
        foreach (var operation in block.Operations)
            paths = RunAll(operation, paths);
        if (block.BranchValue is { } value)
            paths = RunAll(value, paths);
        foreach (var (end, result) in paths)
            Leave(block, node, end, result);
    }

    private List<(PathState Path, Value Value)> RunAll(IOperation operation, List<(PathState Path, Value Value)> paths)
    {
        var after = new List<(PathState Path, Value Value)>();
        foreach (var (path, _) in paths)
        {
            var choices = new Choices();
            do
            {
                var way = path.Clone();
                var value = transfer.Run(operation, way, choices);
                if (!way.IsOver)
                    after.Add((way, value));
                if (after.Count > FlowBudget.StatesPerNodeMax)
                    run.Exhaust();
            }
            while (!run.IsExhausted && choices.TryAdvance());
        }

        return after;
    }

    private void Throw(ControlFlowRegion region, Continuation? continuation, ThrownBy thrower, PathState path)
    {
        if (path.Token is { IsAsked: true } token)   // an exception has decided
        {
            path = path.Clone();
            path.Token = token with { IsAsked = false };
        }

        handlers.Clear();
        var leaves = ExceptionEdges.AddHandlers(region, continuation, thrower, handlers);
        foreach (var handler in handlers.ToArray())
            Enter(handler, path.Clone());
        if (leaves)
            AddExit(path, Value.None, isThrown: true);
    }

    private void Leave(BasicBlock block, FlowNode node, PathState path, Value value)
    {
        if (block.ConditionKind == ControlFlowConditionKind.None || block.BranchValue is not { } condition)
        {
            if (block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return)
                path.Hold(Slot.Result, value);
            Follow(block.FallThroughSuccessor, block, node, path);
            return;
        }

        var whenJumping = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        var jumping = path.Clone();
        if (Answer(condition, whenJumping, value.Known, jumping))
            Follow(block.ConditionalSuccessor, block, node, jumping);
        if (Answer(condition, !whenJumping, value.Known, path))
            Follow(block.FallThroughSuccessor, block, node, path);
    }

    // False when that cannot be the answer on this path.
    private bool Answer(IOperation condition, bool answer, Known known, PathState path)
    {
        if (known == (answer ? Known.False : Known.True) || !transfer.Conditions.Assume(condition, answer, path))
            return false;
        if (known == Known.Nothing)
            Questions.Note(condition, answer, path);
        return true;
    }

    private void Follow(ControlFlowBranch? branch, BasicBlock block, FlowNode node, PathState path)
    {
        switch (branch?.Semantics)
        {
            case ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow:
                Throw(block.EnclosingRegion, node.Continuation, ThrownBy.Code, path);
                break;
            case ControlFlowBranchSemantics.StructuredExceptionHandling:
                Resume(node.Continuation, path);
                break;
            default:
                Jump(branch, node.Continuation, path);
                break;
        }
    }

    // The end of a finally block. A filter ends here too; then there is no continuation and its other branch enters the handler.
    private void Resume(Continuation? continuation, PathState path)
    {
        switch (continuation?.Kind)
        {
            case ContinuationKind.RunFinally:
                Enter(new FlowNode(continuation.Region!.FirstBlockOrdinal, continuation.Rest), path);
                break;
            case ContinuationKind.Jump:
                Arrive(continuation.Branch!, continuation.Rest, path);
                break;
            case ContinuationKind.Unwind:
                Throw(continuation.Region!, continuation.Rest, continuation.Thrower, path);
                break;
        }
    }

    private void Jump(ControlFlowBranch? branch, Continuation? continuation, PathState path)
    {
        if (branch?.Destination is null)
            return;

        var next = Continuation.Jump(branch, continuation);
        for (var index = branch.FinallyRegions.Length - 1; index >= 0; index--)
            next = Continuation.RunFinally(branch.FinallyRegions[index], next);
        Resume(next, path);
    }

    // Behind the finally blocks, which still see the variables of the code around them.
    private void Arrive(ControlFlowBranch branch, Continuation? continuation, PathState path)
    {
        foreach (var region in branch.LeavingRegions)
        {
            foreach (var local in region.Locals)
                path.Hold(Slot.Of(local), Value.None);
            foreach (var temporary in region.CaptureIds)
                path.Hold(Slot.Of(temporary), Value.None);
        }

        Enter(new FlowNode(branch.Destination!.Ordinal, continuation), path);
    }
}
