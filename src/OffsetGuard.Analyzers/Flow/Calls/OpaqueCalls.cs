using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Flow.Graphs;
using OffsetGuard.Analyzers.Flow.Records;

namespace OffsetGuard.Analyzers.Flow.Calls;

/// <summary>Calls into code that is not here: judged by signature, by name, and by what becomes of their result.</summary>
internal sealed class OpaqueCalls(Transfer transfer, GraphFlow flow, FollowedCalls followed, OffsetFlow engine)
{
    public Value Call(IInvocationOperation call, CallSite site, PathState path)
    {
        if (CallNames.EndsProcess(call.TargetMethod, site.Callee))
        {
            RecordEvents.Lose(path);
            return Value.None;
        }

        var inside = RunFunctions(call, site, path);
        if (path.IsOver)
            return Value.None;
        var carried = site.All;
        if (!carried.IsCarrying)
        {
            flow.Throw(path, ThrownBy.Code);
            return inside;
        }

        var meaning = engine.Judgement.MeaningOf(call, carried);
        if (PassesTask(site) && meaning is not CallMeaning.Collection)
        {
            RecordEvents.Lose(path);   // whoever gets the task can wait for it
            return Value.None;
        }

        var result = Apply(meaning, call, site, path);
        return !inside.IsNothing && CallNames.IsProjection(site.Callee) ? inside : result;
    }

    public Value CallUnresolved(IInvalidOperation call, CallSite site, PathState path)
    {
        var carried = site.All;
        if (path.Token is null)
            return Value.None;
        if (UnresolvedCall.IsObservation(call, site.Callee))
            return Value.None;

        var runs = false;
        foreach (var part in site.Arguments)
        {
            if (part.Function is not { } function || path.IsOver)
                continue;
            followed.Run(site with { IsForeign = true }, [function], path);
            runs = true;
        }

        if (!path.IsOver && !runs && carried.HasRecord && UnresolvedCall.IsProcessing(call, site.Callee))
            Process(call, site, path);
        return carried.Derived;
    }

    /// <summary>Does with the record what a call of this meaning does with it.</summary>
    public Value Apply(CallMeaning meaning, IInvocationOperation call, CallSite site, PathState path)
    {
        var carried = site.All;
        switch (meaning)
        {
            case CallMeaning.Observation:
                return Value.None;
            case CallMeaning.Commit when carried.HasRecord:
                transfer.Events.Acknowledge(site.Step(StepKind.Commit), path);
                return Value.None;
            case CallMeaning.Effect when carried.HasRecord:
                return Process(call, site, path);
            case CallMeaning.Collection:
                Collect(call, carried, path);
                return carried;
            case CallMeaning.HandOff when carried.HasRecord:
                transfer.Events.Start(site.Step(StepKind.HandOff), Deferred.Opaque, path);
                Assignments.AddTo(call.Instance, carried with { Carried = carried.Carried | Carried.Unseen }, path);
                return Value.None;
            case CallMeaning.Escape when carried.HasRecord:
                RecordEvents.Lose(path);
                return carried;
            case CallMeaning.PerhapsProcessing when carried.HasRecord:
                transfer.Events.PerhapsProcess(site.Step(StepKind.Process), path);
                return carried;
            case CallMeaning.Enumeration:
                return carried with { Carried = carried.Carried | Carried.Unseen };
            case CallMeaning.Advance or CallMeaning.Removal when site.Receiver.Has(Carried.Unseen):
                if (meaning == CallMeaning.Removal && Assignments.SlotOf(call.Instance) is { } queue)
                    path.Hold(queue, site.Receiver.Without(Carried.Unseen));
                return new Value(Carried.Nothing, Known: Known.True);
            case CallMeaning.Advance:
                return Value.None;
            default:
                flow.Throw(path, ThrownBy.Code);
                return carried;
        }
    }

    private Value Process(IOperation call, CallSite site, PathState path)
    {
        if (call is IInvocationOperation { TargetMethod: var method } && engine.Bodies.AreAllAsyncVoid(method))
        {
            transfer.Events.Start(site.Step(StepKind.Start), Deferred.Opaque, path);
            return Value.None;
        }

        var isTask = CallShape.IsTask(call.Type) || call is IInvalidOperation && UnresolvedCall.IsTask(site.Callee);
        if (isTask && !CallShape.IsAwaited(call))
        {
            transfer.Events.Start(site.Step(StepKind.Start), Deferred.Opaque, path);
            return new Value(Carried.Task);
        }

        transfer.Events.Process(site.Step(StepKind.Process), ThrownBy.Code, path);
        return site.All;
    }

    private static bool PassesTask(CallSite site)
    {
        foreach (var argument in site.Arguments)
        {
            if (argument.Has(Carried.Task))
                return true;
        }

        return false;
    }

    // A failed record that goes into a collection will be tried again.
    private static void Collect(IInvocationOperation call, Value carried, PathState path)
    {
        if (path.Token?.State is RecordState.Failed or RecordState.LeftBehind && carried.HasRecord)
            RecordEvents.Lose(path);
        else
            Assignments.AddTo(call.Instance, carried, path);
    }

    // A lambda given to foreign code is called once, now: retry policies, measuring, queries. Code that keeps it for later has
    // a name that says so.
    private Value RunFunctions(IInvocationOperation call, CallSite site, PathState path)
    {
        var result = Value.None;
        foreach (var argument in site.Arguments)
        {
            if (argument.Function is not { } function || path.Token is null || path.IsOver)
                continue;
            if (CallNames.IsRegistration(site.Callee))
                RecordEvents.Lose(path);
            else if (CallShape.IsTask(call.Type) && !CallShape.IsAwaited(call))
                result |= followed.Start(site with { IsForeign = true }, [function], path);
            else
                result |= followed.Run(site with { IsForeign = true }, [function], path);
        }

        return result;
    }
}
