using Microsoft.CodeAnalysis;
using OffsetGuard.Analyzers.Flow.Graphs;
using OffsetGuard.Analyzers.Flow.Records;

namespace OffsetGuard.Analyzers.Flow.Calls;

/// <summary>Calls into code of this compilation: binds the record to the callee's variables and takes over what the summary says.</summary>
internal sealed class FollowedCalls(Transfer transfer, GraphFlow flow, FunctionBody body, FlowRun run)
{
    /// <summary>The path waits for the end of the call.</summary>
    public Value Run(CallSite call, IReadOnlyList<FunctionBody> targets, PathState path) => Run(call, targets, started: null, path);

    /// <summary>The same, for code that runs for several records at once.</summary>
    public Value RunConcurrently(CallSite call, FunctionBody target, PathState path) =>
        Run(call, [target], call.Step(StepKind.Fork), path);

    /// <summary>The callee is started, and the path goes on at once.</summary>
    public Value Start(CallSite call, IReadOnlyList<FunctionBody> targets, PathState path)
    {
        if (path.Token is not { } token)
            return Value.None;

        var step = call.Step(StepKind.Start) with { IsBehindGate = path.IsBehindGate };
        var (ended, thrown) = (StateSet.Empty, StateSet.Empty);
        foreach (var target in targets)
        {
            var (summary, _) = Summarize(call, target, path);
            Report(call, summary, Trail.Append(token.Trail, step));
            foreach (var exit in summary.Exits)
            {
                if (exit.Path.Token is not { } end)
                    continue;
                var isRunning = end.State == RecordState.InFlight && exit.Result.Has(Carried.Task);
                ended |= exit.IsThrown ? StateSet.Empty : isRunning ? end.Deferred.Ended : StateSet.Of(end.State);
                thrown |= !exit.IsThrown ? isRunning ? end.Deferred.Thrown : StateSet.Empty : StateSet.Of(end.State);
            }
        }

        if ((ended | thrown) == StateSet.Of(token.State) || (ended | thrown).IsEmpty)
            return Value.None;   // it does nothing with the record
        transfer.Events.Start(step, new Deferred(ended, thrown), path);
        return new Value(Carried.Task);
    }

    private Value Run(CallSite call, IReadOnlyList<FunctionBody> targets, PathStep? started, PathState path)
    {
        var before = started is null ? path.Token?.Trail : Trail.Append(path.Token?.Trail, started);
        var ways = new List<(Exit Exit, Binding Binding)>();
        foreach (var target in targets)
        {
            var (summary, binding) = Summarize(call, target, path);
            Report(call, summary, before);
            foreach (var exit in summary.Exits)
            {
                if (!exit.IsThrown)
                {
                    ways.Add((exit, binding));
                    continue;
                }

                var thrown = path.Clone();
                binding.TakeOver(exit, thrown);
                if (thrown.Token?.State == RecordState.Fresh && IsProcessing(call))
                    thrown.Token = thrown.Token.With(RecordState.Failed, call.Step(StepKind.Fail));
                flow.Throw(thrown, ThrownBy.Code);
            }
        }

        if (ways.Count == 0)
        {
            path.End();
            return Value.None;
        }

        var way = ways[transfer.Choices.Pick(ways.Count)];
        way.Binding.TakeOver(way.Exit, path);
        path.EndVolatileFacts();
        if (path.Token?.State == RecordState.Failed && way.Exit.Path.Token?.Trail is null && IsProcessing(call))
            path.Token = path.Token with { State = RecordState.Processed };   // the second try
        if (IsFailureTold(call.Operation, way.Exit))
            path.End();
        return way.Exit.Result;
    }

    private (Summary Summary, Binding Binding) Summarize(CallSite call, FunctionBody target, PathState path)
    {
        var binding = new Binding(call, target, body);
        return (run.SummaryOf(target, binding.Enter(path)), binding);
    }

    // What happens to a record that the callee itself consumes is reported where it is consumed.
    private void Report(CallSite call, Summary summary, Trail? before)
    {
        foreach (var sighting in summary.Sightings)
        {
            if (sighting.Trail.FindLast(StepKind.Consume) is null)
                flow.See(sighting with { Trail = Trail.Append(before, sighting.Trail, call.Operation, call.Callee)! });
        }
    }

    // Its name says so, whatever can be seen inside.
    private static bool IsProcessing(CallSite call) => call.All.HasRecord && CallNames.IsProcessing(call.Callee);

    // A result that is looked at may say that the record failed; only a yes, a no or a null is understood here.
    private static bool IsFailureTold(IOperation call, Exit exit) =>
        exit.Path.Token?.State == RecordState.Failed && exit.Result.Known is Known.Nothing or Known.NotNull && CallShape.HasResult(call)
        && !CallShape.IsDropped(call);
}
