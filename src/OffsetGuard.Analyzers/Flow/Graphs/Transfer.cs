using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Flow.Calls;
using OffsetGuard.Analyzers.Flow.Records;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Flow.Graphs;

/// <summary>Runs one operation on a path and tells what its value holds of the record.</summary>
internal sealed class Transfer
{
    private readonly FunctionBody body;
    private readonly FlowRun run;
    private readonly GraphFlow flow;
    private readonly CallTransfer calls;
    private readonly Assignments assignments;

    public Transfer(GraphFlow flow, FunctionBody body, FlowRun run)
    {
        this.flow = flow;
        this.body = body;
        this.run = run;
        Events = new RecordEvents(flow);
        Conditions = new Conditions(run.Engine.Api.Kafka);
        calls = new CallTransfer(this, flow, body, run);
        assignments = new Assignments(this);
    }

    public Conditions Conditions { get; }

    public RecordEvents Events { get; }

    /// <summary>The choices of the run of the current operation.</summary>
    public Choices Choices { get; private set; } = new();

    public Value Run(IOperation operation, PathState path, Choices choices)
    {
        Choices = choices;
        return Evaluate(operation, path);
    }

    public Value Evaluate(IOperation? operation, PathState path)
    {
        if (operation is null || path.IsOver)
            return Value.None;
        if (run.ExpressionDepth == FlowBudget.ExpressionDepthMax)
        {
            run.Exhaust();
            return Value.None;
        }

        run.ExpressionDepth++;
        var value = EvaluateKind(operation, path);
        run.ExpressionDepth--;

        // A yes or no about a record is not the record.
        return operation.Type is { SpecialType: SpecialType.System_Boolean } ? value with { Carried = Carried.Nothing } : value;
    }

    /// <summary>What the parts of an operation hold, together.</summary>
    public Value EvaluateParts(IOperation operation, PathState path)
    {
        var value = Value.None;
        foreach (var part in operation.ChildOperations)
            value |= Evaluate(part, path);
        return value;
    }

    private Value EvaluateKind(IOperation operation, PathState path)
    {
        if (operation.ConstantValue is { HasValue: true, Value: var constant })
            return new Value(Carried.Nothing, Known: KnownOf(constant));

        switch (operation)
        {
            case ILocalReferenceOperation or IParameterReferenceOperation or IFlowCaptureReferenceOperation or IInstanceReferenceOperation:
                return Variable(operation, path);
            case IFieldReferenceOperation field:
                return Assignments.SlotOf(field) is null ? Evaluate(field.Instance, path).Derived : Variable(field, path);
            case IFlowCaptureOperation capture:
                path.Hold(Slot.Of(capture.Id), Evaluate(capture.Value, path));
                return Value.None;
            case IAssignmentOperation assignment:
                return assignments.Assign(assignment, path);
            case IIncrementOrDecrementOperation increment:
                return Assignments.Store(increment.Target, Offsets.Increment(Evaluate(increment.Target, path)), path);
            case IInvocationOperation call:
                return calls.Call(call, path);
            case IAwaitOperation wait:
                return Await(wait, path);
            case IFlowAnonymousFunctionOperation lambda:
                return new Value(Carried.Nothing, body.LambdaOf(lambda), Known.NotNull);
            case IMethodReferenceOperation method:
                return new Value(Evaluate(method.Instance, path).Carried, calls.BodyOf(method), Known.NotNull);
            case IPropertyReferenceOperation property:
                return Property(property, path);
            default:
                return EvaluateOther(operation, path);
        }
    }

    private static Value Variable(IOperation operation, PathState path)
    {
        var value = Assignments.SlotOf(operation) is { } slot ? path.HeldBy(slot) : Value.None;
        return value.Known == Known.Nothing ? value with { Known = Conditions.KnownOf(operation, path) } : value;
    }

    private Value EvaluateOther(IOperation operation, PathState path)
    {
        switch (operation)
        {
            case IConversionOperation conversion:
                return Evaluate(conversion.Operand, path);
            case IDelegateCreationOperation creation:
                return Evaluate(creation.Target, path);
            case IBinaryOperation binary:
                return Offsets.Combine(binary, Evaluate(binary.LeftOperand, path), Evaluate(binary.RightOperand, path));
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return Negate(Evaluate(not.Operand, path));
            case IIsNullOperation isNull:
                return new Value(Carried.Nothing, Known: IsNull(Evaluate(isNull.Operand, path)));
            case IIsPatternOperation match:
                return assignments.Match(match, path);
            case IReturnOperation { Kind: OperationKind.YieldReturn } yielded:
                return Yield(yielded, path);
            case IInvalidOperation invalid:
                return calls.CallUnresolved(invalid, path);
            case IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IFunctionPointerInvocationOperation:
                return Lose(operation, path);
            case IObjectCreationOperation or IAnonymousObjectCreationOperation or ITupleOperation or IArrayCreationOperation:
                return EvaluateParts(operation, path).Derived with { Known = Known.NotNull };
            case ITypeOfOperation or INameOfOperation or ISizeOfOperation or ILiteralOperation:
                return Value.None;
            default:
                // Kinds that are not listed carry what their parts carry, kinds of future compilers too.
                return EvaluateParts(operation, path) with { Known = Known.Nothing };
        }
    }

    private Value Await(IAwaitOperation wait, PathState path)
    {
        var value = Evaluate(wait.Operation, path);
        if (value.Has(Carried.Task) || IsCompletionOfHandOff(wait, value, path))
            Events.Join(new PathStep(StepKind.Fail, wait, "await"), path, Choices);
        return value.Without(Carried.Task);
    }

    // The worker of a queue answers through what went into the queue with the record, or through a completion source.
    private static bool IsCompletionOfHandOff(IAwaitOperation wait, Value value, PathState path) =>
        path.Token is { State: RecordState.InFlight, Trail.Step.Kind: StepKind.HandOff }
        && (value.HasRecord && wait.Operation is not IInvocationOperation
            || wait.Operation is IPropertyReferenceOperation { Property.ContainingType.Name: nameof(TaskCompletionSource<int>) });

    private Value Property(IPropertyReferenceOperation property, PathState path)
    {
        if (Assignments.SlotOf(property) is { } own && path.HeldBy(own) is { IsNothing: false } kept)
            return kept;

        var value = Evaluate(property.Instance, path);
        foreach (var argument in property.Arguments)
            Evaluate(argument.Value, path);

        if (property.Property.Name == "Current" && value.Has(Carried.Unseen) && Assignments.SlotOf(property.Instance) is { } enumerator)
            path.Hold(enumerator, value.Without(Carried.Unseen));
        if (property.Property.Name == "Result" && value.Has(Carried.Task))
            Events.Join(new PathStep(StepKind.Fail, property, "Result"), path, Choices);
        return Offsets.Property(property.Property, value, run.Engine.Api.Kafka);
    }

    private Value Yield(IReturnOperation yielded, PathState path)
    {
        var value = Evaluate(yielded.ReturnedValue, path);
        if (value.IsCarrying)
        {
            flow.Yield(path, value with { Carried = value.Carried | Carried.Unseen });
            path.End();
        }

        return Value.None;
    }

    // Nobody knows what this does with a record, so nothing is reported about it.
    private Value Lose(IOperation operation, PathState path)
    {
        var value = EvaluateParts(operation, path);
        if (value.HasRecord)
            RecordEvents.Lose(path);
        return value.Derived;
    }

    private static Value Negate(Value value) => value with
    {
        Known = value.Known switch { Known.True => Known.False, Known.False => Known.True, _ => Known.Nothing },
    };

    private static Known KnownOf(object? constant) => constant switch
    {
        null => Known.Null,
        true => Known.True,
        false => Known.False,
        _ => Known.Nothing,
    };

    private static Known IsNull(Value value) => value.Known switch
    {
        Known.Null => Known.True,
        Known.NotNull => Known.False,
        _ => Known.Nothing,
    };
}
