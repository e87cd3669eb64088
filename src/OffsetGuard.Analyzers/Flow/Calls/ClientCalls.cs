using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Flow.Graphs;
using OffsetGuard.Analyzers.Flow.Records;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Flow.Calls;

/// <summary>What the methods of the client do with the record.</summary>
internal sealed class ClientCalls(Transfer transfer, GraphFlow flow, FunctionBody body, FlowRun run)
{
    public CallRole RoleOf(IInvocationOperation call)
    {
        var role = run.Engine.Api.RoleOf(call.TargetMethod);
        var isDispose = role == CallRole.None && call.TargetMethod.Name == KafkaNames.Dispose;
        return isDispose && IsOnConsumer(call) ? CallRole.ChangeAssignment : role;
    }

    public Value Apply(CallRole role, IInvocationOperation call, CallSite site, PathState path)
    {
        if (role == CallRole.Consume)
            return Consume(call, path);
        if (path.Token is null || IsOfOtherConsumer(call, path.Token))
            return site.All.Derived;

        var given = site.Arguments.Count == 0 ? Value.None : site.Arguments[0];
        switch (role)
        {
            case CallRole.CommitRecord or CallRole.StoreRecord:
                Acknowledge(StepOf(role, call, given), given.HasRecord, path);
                return Value.None;
            case CallRole.CommitOffsets or CallRole.StoreOffset:
                AcknowledgePosition(StepOf(role, call, given), given, path);
                return Value.None;
            case CallRole.CommitStored:
                Acknowledge(StepOf(role, call, given), IsStored(path.Token), path);
                return Value.None;
            case CallRole.Seek:
                transfer.Events.Seek(site.Step(StepKind.Seek), path);
                return Value.None;
            case CallRole.ChangeAssignment or CallRole.SendOffsetsToTransaction:
                RecordEvents.Lose(path);
                return Value.None;
            case CallRole.Pause when path.Token.State is RecordState.Failed or RecordState.InFlight:
                RecordEvents.Lose(path);
                return Value.None;
            case CallRole.Pause when path.Token.IsAsked && !run.Engine.Users.ResumesPartitions(body.Symbol.ContainingType):
                RecordEvents.Lose(path);   // the partition stays where it is
                return Value.None;
            case CallRole.Produce:
                return Produce(call, site, path);
            case CallRole.Flush when path.Token.Trail?.Step.Kind == StepKind.Produce:
                transfer.Events.Join(site.Step(StepKind.Fail), path, transfer.Choices);
                return Value.None;
            default:
                return site.All.Derived;
        }
    }

    // Which of the many records is followed makes no difference, so a path may take the one consumed here, or wait for another.
    private Value Consume(IInvocationOperation call, PathState path)
    {
        if (path.Token is { } token)
        {
            if (!IsOfOtherConsumer(call, token))
                ConsumeNext(call, path);
            flow.Throw(path, ThrownBy.Consume);
            return Value.None;
        }

        flow.Throw(path, ThrownBy.Consume);
        if (transfer.Choices.Pick(2) == 0)
            return Value.None;
        path.EndVolatileFacts();
        path.Token = new Token(RecordState.Fresh, Trail.Append(null, new PathStep(StepKind.Consume, call, call.TargetMethod.Name)))
        {
            Consumer = VariableWrites.VariableOf(call.Instance),
            IsStoredByClient = run.IsStoredByClient(call, body.Symbol.ContainingType),
        };
        return new Value(Carried.Record);
    }

    // A variable for one record is about to be overwritten; what reads it before that reads a stale result.
    private void ConsumeNext(IInvocationOperation call, PathState path)
    {
        var step = new PathStep(StepKind.ConsumeNext, call, call.TargetMethod.Name) { IsBehindGate = path.IsBehindGate };
        transfer.Events.ConsumeNext(step, TargetOf(call), path);
        foreach (var pair in path.Held.ToArray())
        {
            var type = pair.Key.Variable is ILocalSymbol local ? local.Type : (pair.Key.Variable as IFieldSymbol)?.Type;
            if (run.Engine.Api.Kafka.IsConsumeResult(type))
                path.Hold(pair.Key, Value.None);
        }
    }

    private static Slot? TargetOf(IOperation call)
    {
        while (call.Parent is IConversionOperation)
            call = call.Parent;
        return call.Parent is ISimpleAssignmentOperation assignment ? Assignments.SlotOf(assignment.Target) : null;
    }

    private void Acknowledge(PathStep step, bool isOfRecord, PathState path)
    {
        flow.Throw(path, ThrownBy.Client);
        if (isOfRecord)
            transfer.Events.Acknowledge(step, path);
        else
            transfer.Events.AcknowledgeOther(step with { Kind = StepKind.CommitOther }, path);
    }

    private void AcknowledgePosition(PathStep step, Value given, PathState path)
    {
        if (given.Has(Carried.NextOffset | Carried.BeyondNextOffset))
        {
            Acknowledge(step, isOfRecord: true, path);
        }
        else if (given.Has(Carried.Offset))
        {
            flow.Throw(path, ThrownBy.Client);
            transfer.Events.Misplace(step, path);
        }
        else if (given.HasRecord)
        {
            RecordEvents.Lose(path);   // made of the record, but nobody knows how
        }
        else
        {
            Acknowledge(step, isOfRecord: false, path);
        }
    }

    private static bool IsStored(Token token) => token.State switch
    {
        RecordState.StoredEarly => true,
        RecordState.LeftBehind => false,   // what is stored by now is the offset of a later record
        _ => token.IsStoredByClient,
    };

    private Value Produce(IInvocationOperation call, CallSite site, PathState path)
    {
        if (!site.All.HasRecord)
            return Value.None;
        var isTask = CallShape.IsTask(call.Type);
        if (isTask ? CallShape.IsAwaited(call) : HasDeliveryHandler(call))
        {
            transfer.Events.Process(site.Step(StepKind.Process), ThrownBy.Client, path);
            return site.All.Derived;
        }

        transfer.Events.Start(site.Step(StepKind.Produce), Deferred.Opaque, path);
        return isTask ? new Value(Carried.Task) : Value.None;
    }

    private static bool HasDeliveryHandler(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Value.Type?.TypeKind == TypeKind.Delegate && argument.Value.ConstantValue is not { HasValue: true, Value: null }
                && argument.ArgumentKind != ArgumentKind.DefaultValue)
                return true;
        }

        return false;
    }

    // Two names in one function are two consumers; a parameter may be any of the caller's.
    private bool IsOfOtherConsumer(IInvocationOperation call, Token token) =>
        IsOnConsumer(call) && VariableWrites.VariableOf(call.Instance) is { } consumer && token.Consumer is { } own
        && SymbolEqualityComparer.Default.Equals(consumer.ContainingSymbol, own.ContainingSymbol)
        && !SymbolEqualityComparer.Default.Equals(consumer, own);

    private bool IsOnConsumer(IInvocationOperation call) =>
        run.Engine.Api.Kafka.IsConsumer(VariableWrites.Unconverted(call.Instance)?.Type);

    private static PathStep StepOf(CallRole role, IInvocationOperation call, Value given) =>
        new(role is CallRole.StoreRecord or CallRole.StoreOffset ? StepKind.Store : StepKind.Commit, call, call.TargetMethod.Name)
        {
            Given = given.Carried,
        };
}
