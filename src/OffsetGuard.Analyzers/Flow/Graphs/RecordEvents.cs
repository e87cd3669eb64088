using Microsoft.CodeAnalysis;
using OffsetGuard.Analyzers.Flow.Records;

namespace OffsetGuard.Analyzers.Flow.Graphs;

/// <summary>The transition table: what each event does to the state of the record, and which events a rule may have to judge.</summary>
internal sealed class RecordEvents(GraphFlow flow)
{
    /// <summary>The record is processed, and the path goes on when that has ended.</summary>
    public void Process(PathStep step, ThrownBy thrower, PathState path)
    {
        switch (path.Token?.State)
        {
            case RecordState.Fresh:
                See(step, path);
                Throw(path.Token.With(RecordState.Failed, step with { Kind = StepKind.Fail }), thrower, path);
                path.Token = path.Token.With(RecordState.Processed, step);
                break;
            case RecordState.Failed or RecordState.InFlight:   // a second try, a dead letter, or the worker of a queue
                flow.Throw(path, thrower);
                path.Token = path.Token.With(RecordState.Processed, step);
                break;
            case RecordState.StoredEarly or RecordState.CommittedEarly:
                See(step, path);
                path.Token = path.Token.With(RecordState.Settled, step);
                flow.Throw(path, thrower);
                break;
            default:
                flow.Throw(path, thrower);
                break;
        }
    }

    /// <summary>A call that brings a result may have been the processing: a commit after it is in order, a failure of it is not.</summary>
    public void PerhapsProcess(PathStep step, PathState path)
    {
        if (path.Token is not { State: RecordState.Fresh } token)
        {
            flow.Throw(path, ThrownBy.Code);
            return;
        }

        Throw(token.With(RecordState.Failed, step with { Kind = StepKind.Fail }), ThrownBy.Code, path);
        path.Token = token with { State = RecordState.Processed };
    }

    /// <summary>The processing of the record begins, and the path goes on at once.</summary>
    public void Start(PathStep step, Deferred deferred, PathState path)
    {
        switch (path.Token?.State)
        {
            case RecordState.Fresh or RecordState.Failed:
                See(step, path);
                path.Token = path.Token.With(RecordState.InFlight, step) with { Deferred = deferred };
                break;
            case RecordState.StoredEarly or RecordState.CommittedEarly:
                See(step, path);
                path.Token = path.Token.With(RecordState.Settled, step);
                break;
        }
    }

    /// <summary>The path waits for the task that processes the record.</summary>
    public void Join(PathStep wait, PathState path, Choices choices)
    {
        if (path.Token is not { State: RecordState.InFlight } token)
            return;

        var start = token.Trail?.Step ?? wait;
        var (ended, thrown) = (token.Deferred.Ended, token.Deferred.Thrown);
        See(start with { Kind = StepKind.Process }, path);
        foreach (var state in StatesIn(thrown))
            Throw(End(token, state, start), ThrownBy.Code, path);

        var ways = StatesIn(ended);
        if (ways.Count == 0)
            path.End();
        else
            path.Token = End(token, ways[choices.Pick(ways.Count)], start);
    }

    /// <summary>The offset behind the record is committed or stored.</summary>
    public void Acknowledge(PathStep step, PathState path)
    {
        switch (path.Token?.State)
        {
            case RecordState.Fresh:
                See(step, path);
                path.Token = path.Token.With(step.Kind == StepKind.Commit ? RecordState.CommittedEarly : RecordState.StoredEarly, step);
                break;
            case RecordState.StoredEarly when step.Kind == StepKind.Commit:
                path.Token = path.Token.With(RecordState.CommittedEarly, step);
                break;
            case RecordState.StoredEarly or RecordState.CommittedEarly:
                break;
            case RecordState.Processed or RecordState.InFlight or RecordState.Failed:
                See(step, path);
                path.Token = path.Token.With(RecordState.Settled, step);
                break;
            case RecordState.LeftBehind:
                path.Token = path.Token.With(RecordState.Settled, step);
                break;
        }
    }

    /// <summary>Some offset of the record is committed that is not the one behind it: the record is not settled by that.</summary>
    public void Misplace(PathStep step, PathState path)
    {
        if (path.Token is not null)
            See(step, path);
    }

    /// <summary>The offset of another record is committed or stored.</summary>
    public void AcknowledgeOther(PathStep step, PathState path)
    {
        if (path.Token?.State != RecordState.LeftBehind)
            return;
        See(step, path);
        path.Token = path.Token.With(RecordState.Settled, step);
    }

    public void ConsumeNext(PathStep step, Slot? overwritten, PathState path)
    {
        path.EndVolatileFacts();
        switch (path.Token?.State)
        {
            case RecordState.Fresh when path.Token.IsAsked && path.IsLetGoBy(overwritten):
                path.Token = path.Token.With(RecordState.LeftBehind, step);
                break;
            case RecordState.Failed:
                path.Token = path.Token.With(RecordState.LeftBehind, step);
                break;
            case RecordState.InFlight:
                See(step, path);
                if (path.IsOutOfReach)
                    path.End();
                break;
        }
    }

    public void Seek(PathStep step, PathState path)
    {
        if (path.Token?.State is RecordState.Failed or RecordState.LeftBehind)
            See(step, path);
        if (path.Token is not null)
            path.End();   // it will be consumed again
    }

    /// <summary>What becomes of the record cannot be seen from here.</summary>
    public static void Lose(PathState path)
    {
        if (path.Token is not null)
            path.End();
    }

    private void See(PathStep step, PathState path)
    {
        var token = path.Token!;
        if (!path.IsOver)
            flow.See(new Sighting(Trail.Append(token.Trail, step), token.State, token.Deferred));
    }

    private void Throw(Token token, ThrownBy thrower, PathState path)
    {
        var thrown = path.Clone();
        thrown.Token = token;
        flow.Throw(thrown, thrower);
    }

    private static Token End(Token token, RecordState state, PathStep start)
    {
        var ended = state == RecordState.Failed
            ? token.With(state, start with { Kind = StepKind.Fail })
            : token with { State = state };
        return ended with { Deferred = default };
    }

    private static List<RecordState> StatesIn(StateSet set)
    {
        var states = new List<RecordState>();
        for (var state = RecordState.Fresh; state <= RecordState.LeftBehind; state++)
        {
            if (set.Contains(state))
                states.Add(state);
        }

        return states;
    }
}
