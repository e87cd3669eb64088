using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Flow;

/// <summary>Runs one operation on the state of a path and tells which records its value holds.</summary>
internal sealed class Transfer(CallTransfer calls, KafkaContext kafka, ISet<ISymbol> captured)
{
    private int depth;

    /// <summary>An expression was nested too deeply to be followed.</summary>
    public bool IsExhausted { get; private set; }

    public Carried Evaluate(IOperation? operation, PathState state)
    {
        if (operation is null)
            return default;
        if (depth == FlowBudget.ExpressionDepthMax)
        {
            IsExhausted = true;
            return default;
        }

        depth++;
        var carried = EvaluateKind(operation, state);
        depth--;

        // A yes or no about a record is not the record.
        return operation.Type is { SpecialType: SpecialType.System_Boolean } ? default : carried;
    }

    private Carried EvaluateKind(IOperation operation, PathState state)
    {
        switch (operation)
        {
            case ILocalReferenceOperation or IParameterReferenceOperation or IFlowCaptureReferenceOperation:
                return SlotOf(operation) is { } slot ? state.HeldBy(slot) : default;
            case IFlowCaptureOperation capture:
                state.Hold(new Slot(capture.Id), Evaluate(capture.Value, state));
                return default;
            case IAssignmentOperation assignment:
                return Assign(assignment, state);
            case IIncrementOrDecrementOperation increment:
                return Store(increment.Target, Evaluate(increment.Target, state), state);
            case IInvocationOperation call:
                return Call(call, state);
            case IPropertyReferenceOperation property:
                return Property(property, state);
            case IBinaryOperation binary:
                return Add(binary, Evaluate(binary.LeftOperand, state), Evaluate(binary.RightOperand, state));
            case IIsPatternOperation match:
                return Match(match, state);
            case IReturnOperation { Kind: OperationKind.YieldReturn } yielded:
                return Lose(yielded, state);
            case IInvalidOperation or IDynamicInvocationOperation or IDynamicMemberReferenceOperation
                or IFunctionPointerInvocationOperation:
                return Lose(operation, state);
            case ITypeOfOperation or INameOfOperation or ISizeOfOperation or ILiteralOperation:
                return default;
            default:
                return EvaluateChildren(operation, state);
        }
    }

    // Kinds that are not listed carry what their parts carry: tuples, conversions, awaits, arrays, and kinds of future compilers.
    private Carried EvaluateChildren(IOperation operation, PathState state)
    {
        var carried = default(Carried);
        foreach (var child in operation.ChildOperations)
            carried |= Evaluate(child, state);
        return carried;
    }

    // Nobody knows what this does with a record, so nothing is reported about it.
    private Carried Lose(IOperation operation, PathState state)
    {
        var carried = EvaluateChildren(operation, state);
        calls.Escape(carried.Records, state);
        return carried;
    }

    private Carried Call(IInvocationOperation call, PathState state)
    {
        var receiver = Evaluate(call.Instance, state);
        var arguments = default(Carried);
        foreach (var argument in call.Arguments)
            arguments |= Evaluate(argument.Value, state);

        if (calls.PutsIntoCollection(call, arguments))
            return Store(call.Instance!, receiver | arguments, state);

        var result = calls.Apply(call, receiver, arguments, state);
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Out or RefKind.Ref })
                Store(argument.Value, result, state);
        }

        return result;
    }

    private Carried Property(IPropertyReferenceOperation property, PathState state)
    {
        var carried = Evaluate(property.Instance, state);
        foreach (var argument in property.Arguments)
            carried |= Evaluate(argument.Value, state);

        var owner = property.Property.ContainingType;
        var isCoordinate = kafka.IsConsumeResult(owner)
            ? !kafka.IsMessage(property.Type)
            : property.Property.Name is KafkaNames.Timestamp or "Length" or "Count";
        return isCoordinate ? carried.CoordinatesOnly : carried;
    }

    private static Carried Add(IBinaryOperation binary, Carried left, Carried right)
    {
        var sum = left | right;
        var isNext = binary.OperatorKind == BinaryOperatorKind.Add && (IsOne(binary.LeftOperand) || IsOne(binary.RightOperand));
        return isNext ? sum with { Coordinates = 0, NextOffsets = sum.NextOffsets | sum.Coordinates } : sum;
    }

    private static bool IsOne(IOperation operand) =>
        VariableWrites.Unconverted(operand)?.ConstantValue is { HasValue: true, Value: 1 or 1L };

    private Carried Match(IIsPatternOperation match, PathState state)
    {
        var carried = Evaluate(match.Value, state);
        foreach (var part in match.Pattern.DescendantsAndSelf())
        {
            var declared = part switch
            {
                IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
                IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
                IListPatternOperation list => list.DeclaredSymbol,
                _ => null,
            };
            if (declared is not null)
                HoldIn(declared, carried, state);
        }

        return default;
    }

    private Carried Assign(IAssignmentOperation assignment, PathState state)
    {
        var isSimple = assignment is ISimpleAssignmentOperation or IDeconstructionAssignmentOperation;
        var before = isSimple ? default : Evaluate(assignment.Target, state);
        var carried = before | Evaluate(assignment.Value, state);
        Store(assignment.Target, carried, state);
        if (isSimple)
            Conditions.Remember(assignment, state);
        return carried;
    }

    private Carried Store(IOperation target, Carried carried, PathState state)
    {
        switch (target)
        {
            case ILocalReferenceOperation local:
                HoldIn(local.Local, carried, state);
                break;
            case IParameterReferenceOperation parameter:
                HoldIn(parameter.Parameter, carried, state);
                break;
            case IFlowCaptureReferenceOperation temporary:
                state.Hold(new Slot(temporary.Id), carried);
                break;
            case IConversionOperation conversion:
                return Store(conversion.Operand, carried, state);
            case IDeclarationExpressionOperation declaration:
                return Store(declaration.Expression, carried, state);
            case ITupleOperation tuple:
                foreach (var element in tuple.Elements)
                    Store(element, carried, state);
                break;
            case IDiscardOperation:
                break;
            default:
                StoreInside(target, carried, state);
                break;
        }

        return carried;
    }

    // A record put into a local object makes that object hold the record; anywhere else it leaves the method.
    private void StoreInside(IOperation target, Carried carried, PathState state)
    {
        EvaluateChildren(target, state);
        var owner = target switch
        {
            IMemberReferenceOperation member => VariableWrites.Unconverted(member.Instance),
            IArrayElementReferenceOperation element => VariableWrites.Unconverted(element.ArrayReference),
            _ => null,
        };
        if (owner is ILocalReferenceOperation or IFlowCaptureReferenceOperation && SlotOf(owner) is { } slot)
            state.Hold(slot, state.HeldBy(slot) | carried);
        else
            calls.Escape(carried.Records, state);
    }

    private void HoldIn(ISymbol variable, Carried carried, PathState state)
    {
        state.EndFactsAbout(variable);
        state.Hold(new Slot(variable), carried);
        if (captured.Contains(variable))
            calls.Escape(carried.Records | carried.NextOffsets, state);
    }

    private static Slot? SlotOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => new Slot(local.Local),
        IParameterReferenceOperation parameter => new Slot(parameter.Parameter),
        IFlowCaptureReferenceOperation temporary => new Slot(temporary.Id),
        _ => null,
    };
}
