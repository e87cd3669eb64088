using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Flow.Records;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Flow.Graphs;

/// <summary>Who holds a value after it was written: variables, fields of this object, and objects that the code here can reach.</summary>
internal sealed class Assignments(Transfer transfer)
{
    /// <summary>The slot an expression names; null for places in other objects.</summary>
    public static Slot? SlotOf(IOperation? expression) => expression switch
    {
        IConversionOperation conversion => SlotOf(conversion.Operand),
        ILocalReferenceOperation local => Slot.Of(local.Local),
        IParameterReferenceOperation parameter => Slot.Of(parameter.Parameter),
        IFlowCaptureReferenceOperation temporary => Slot.Of(temporary.Id),
        IInstanceReferenceOperation { Type: { } type } => Slot.Of(type),
        IFieldReferenceOperation or IPropertyReferenceOperation when VariableWrites.VariableOf(expression) is { } member => Slot.Of(member),
        _ => null,
    };

    public Value Assign(IAssignmentOperation assignment, PathState path)
    {
        var isSimple = assignment is ISimpleAssignmentOperation or IDeconstructionAssignmentOperation;
        var before = isSimple ? Value.None : transfer.Evaluate(assignment.Target, path);
        var value = transfer.Evaluate(assignment.Value, path);
        if (assignment is ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add }
            && assignment.Value.ConstantValue is { HasValue: true, Value: 1 or 1L })
            value = Offsets.Increment(before);
        else
            value = isSimple ? value : (before | value).Derived;

        return Store(assignment.Target, value, path);
    }

    public static Value Store(IOperation target, Value value, PathState path)
    {
        switch (target)
        {
            case IConversionOperation conversion:
                return Store(conversion.Operand, value, path);
            case IDeclarationExpressionOperation declaration:
                return Store(declaration.Expression, value, path);
            case ITupleOperation tuple:
                foreach (var element in tuple.Elements)
                    Store(element, value.Derived, path);
                return value;
            case IDiscardOperation:
                return value;
        }

        if (target is not IPropertyReferenceOperation { Arguments.IsEmpty: false } && SlotOf(target) is { } slot)
        {
            if (slot.Variable is not null)
                path.EndFactsAbout(slot.Variable);
            Keep(slot, target, value, path);
        }
        else
        {
            AddTo(OwnerOf(target), value, path);
        }

        return value;
    }

    // What is known of a variable is a fact: it is forgotten where paths meet, so flags do not multiply paths.
    private static void Keep(Slot slot, IOperation target, Value value, PathState path)
    {
        if (slot.Variable is null)
        {
            path.Hold(slot, value);
            return;
        }

        path.Hold(slot, value with { Known = Known.Nothing });
        Conditions.Remember(target, value.Known, path);
    }

    /// <summary>Puts a value into an object: whoever holds the object holds the record.</summary>
    public static void AddTo(IOperation? owner, Value value, PathState path)
    {
        if (!value.IsCarrying)
            return;
        while (owner is not null && SlotOf(owner) is null)
            owner = OwnerOf(owner);
        if (SlotOf(owner) is { } slot)
            path.Hold(slot, path.HeldBy(slot) | value with { Known = Known.Nothing });
        else if (value.HasRecord)
            RecordEvents.Lose(path);   // it goes where this function cannot follow
    }

    public Value Match(IIsPatternOperation match, PathState path)
    {
        var value = transfer.Evaluate(match.Value, path);
        foreach (var part in match.Pattern.DescendantsAndSelf())
        {
            var declared = part switch
            {
                IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
                IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
                IListPatternOperation list => list.DeclaredSymbol,
                _ => null,
            };
            if (declared is null)
                continue;
            path.EndFactsAbout(declared);
            path.Hold(Slot.Of(declared), value with { Known = Known.Nothing });
        }

        return new Value(Carried.Nothing, Known: Test(match.Pattern, value.Known));
    }

    private static Known Test(IPatternOperation pattern, Known value)
    {
        var isNull = value switch { Known.Null => true, Known.NotNull => false, _ => (bool?)null };
        switch (pattern)
        {
            case INegatedPatternOperation negated:
                return Test(negated.Pattern, value) switch { Known.True => Known.False, Known.False => Known.True, _ => Known.Nothing };
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } when isNull is not null:
                return isNull.Value ? Known.True : Known.False;
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool expected } }
                when value is Known.True or Known.False:
                return expected == (value == Known.True) ? Known.True : Known.False;
            case IRecursivePatternOperation { PropertySubpatterns.IsEmpty: true, DeconstructionSubpatterns.IsEmpty: true }
                when isNull is true:
                return Known.False;
            default:
                return Known.Nothing;
        }
    }

    private static IOperation? OwnerOf(IOperation target) => target switch
    {
        IMemberReferenceOperation member => member.Instance,
        IArrayElementReferenceOperation element => element.ArrayReference,
        IConversionOperation conversion => conversion.Operand,
        // dictionary.GetOrAdd(..).Add(record)
        IInvocationOperation call => call.Instance ?? (call.Arguments.IsEmpty ? null : call.Arguments[0].Value),
        _ => null,
    };
}
