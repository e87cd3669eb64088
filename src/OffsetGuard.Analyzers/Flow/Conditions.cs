using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Flow;

/// <summary>What a branch tells: which paths are impossible, and on which there is no record.</summary>
internal sealed class Conditions(CallTransfer calls, KafkaContext kafka)
{
    /// <summary>Adds to the path that the condition was <paramref name="value"/>; false when that cannot be.</summary>
    public bool Assume(IOperation condition, bool value, PathState state)
    {
        while (condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } or IConversionOperation)
        {
            value ^= condition is IUnaryOperation;
            condition = condition is IUnaryOperation not ? not.Operand : ((IConversionOperation)condition).Operand;
        }

        if (condition.ConstantValue is { HasValue: true, Value: bool constant })
            return constant == value;

        foreach (var record in RecordsAbsentWhen(condition, value, state))
            state[record] = default;
        return FactOf(condition, value) is not { } fact || state.Assume(fact);
    }

    /// <summary>Remembers the constant that a flag was set to.</summary>
    public static void Remember(IAssignmentOperation assignment, PathState state)
    {
        if (assignment.Value.ConstantValue is { HasValue: true, Value: bool value }
            && assignment.Target is ILocalReferenceOperation && FactOf(assignment.Target, value) is { } fact)
            state.Assume(fact);
    }

    private List<int> RecordsAbsentWhen(IOperation condition, bool value, PathState state)
    {
        var absent = new List<int>();
        var operand = condition switch
        {
            IIsNullOperation isNull when value => isNull.Operand,
            IBinaryOperation binary when IsNullTest(binary, value) =>
                IsNull(binary.RightOperand) ? binary.LeftOperand : binary.RightOperand,
            IIsPatternOperation match when IsNullPattern(match.Pattern, value) => match.Value,
            IPropertyReferenceOperation { Property.Name: KafkaNames.IsPartitionEof } end when value => end.Instance,
            _ => null,
        };
        operand = VariableWrites.Unconverted(operand);
        if (operand is null || !kafka.IsConsumeResult(operand.Type) && !kafka.IsMessage(operand.Type))
            return absent;

        var records = RecordsIn(operand, state);
        for (var record = 0; record < state.RecordCount; record++)
        {
            if ((records & (1u << record)) != 0)
                absent.Add(record);
        }

        return absent;
    }

    // The condition has run already, so this only looks and runs nothing twice.
    private uint RecordsIn(IOperation? operand, PathState state)
    {
        switch (operand)
        {
            case ILocalReferenceOperation local:
                return state.HeldBy(new Slot(local.Local)).Records;
            case IParameterReferenceOperation parameter:
                return state.HeldBy(new Slot(parameter.Parameter)).Records;
            case IFlowCaptureReferenceOperation temporary:
                return state.HeldBy(new Slot(temporary.Id)).Records;
            case ISimpleAssignmentOperation assignment:
                return RecordsIn(assignment.Target, state);
            case IPropertyReferenceOperation property:
                return RecordsIn(property.Instance, state);
            case IInvocationOperation call when calls.FindSite(call) is >= 0 and var record:
                return 1u << record;
            default:
                return 0;
        }
    }

    private static bool IsNullTest(IBinaryOperation binary, bool value) =>
        binary.OperatorKind == (value ? BinaryOperatorKind.Equals : BinaryOperatorKind.NotEquals)
        && (IsNull(binary.LeftOperand) || IsNull(binary.RightOperand));

    private static bool IsNull(IOperation operand) => VariableWrites.Unconverted(operand)?.ConstantValue is { HasValue: true, Value: null };

    private static bool IsNullPattern(IPatternOperation pattern, bool value) => pattern switch
    {
        INegatedPatternOperation negated => IsNullPattern(negated.Pattern, !value),
        IConstantPatternOperation constant => value && IsNull(constant.Value),
        IRecursivePatternOperation { PropertySubpatterns.IsEmpty: true, DeconstructionSubpatterns.IsEmpty: true } => !value,
        ITypePatternOperation or IDeclarationPatternOperation { MatchedType: not null, MatchesNull: false } => !value,
        _ => false,
    };

    private static ConditionFact? FactOf(IOperation condition, bool value)
    {
        var text = new StringBuilder();
        var reads = ImmutableArray.CreateBuilder<ISymbol>();
        if (!TryDescribe(condition, text, reads, ref value))
            return null;
        var normalForm = text.ToString();
        return new ConditionFact(normalForm, value, reads.ToImmutable(), IsVolatile: normalForm.Contains("."));
    }

    // "a != b" is the opposite of "a == b", so both get one normal form. What may change between two looks is no fact.
    private static bool TryDescribe(IOperation condition, StringBuilder text, ImmutableArray<ISymbol>.Builder reads, ref bool value)
    {
        var inverted = false;
        switch (condition)
        {
            case IIsNullOperation isNull:
                return TryDescribeValue(isNull.Operand, text, reads) && Append(text, "==null");
            case IBinaryOperation binary:
                inverted = binary.OperatorKind == BinaryOperatorKind.NotEquals;
                value ^= inverted;
                return TryDescribeValue(binary.LeftOperand, text, reads)
                    && Append(text, inverted || binary.OperatorKind == BinaryOperatorKind.Equals ? "==" : binary.OperatorKind.ToString())
                    && TryDescribeValue(binary.RightOperand, text, reads);
            case IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation constant } } match:
                value = !value;
                return TryDescribeValue(match.Value, text, reads) && Append(text, "==") && TryDescribeValue(constant.Value, text, reads);
            case IIsPatternOperation { Pattern: IConstantPatternOperation constant } match:
                return TryDescribeValue(match.Value, text, reads) && Append(text, "==") && TryDescribeValue(constant.Value, text, reads);
            default:
                return TryDescribeValue(condition, text, reads);
        }
    }

    private static bool TryDescribeValue(IOperation? operand, StringBuilder text, ImmutableArray<ISymbol>.Builder reads)
    {
        operand = VariableWrites.Unconverted(operand);
        switch (operand)
        {
            case { ConstantValue: { HasValue: true, Value: var constant } }:
                return Append(text, constant?.ToString() ?? "null");
            case ILocalReferenceOperation local:
                reads.Add(local.Local);
                return Append(text, local.Local.Name) && Append(text, "@" + local.Local.Locations[0].SourceSpan.Start);
            case IParameterReferenceOperation parameter:
                reads.Add(parameter.Parameter);
                return Append(text, parameter.Parameter.Name);
            case IInstanceReferenceOperation:
                return Append(text, "this");
            case IFieldReferenceOperation field:
                return (field.Instance is null || TryDescribeValue(field.Instance, text, reads)) && Append(text, "." + field.Field.Name);
            case IPropertyReferenceOperation { Arguments.IsEmpty: true } property:
                return (property.Instance is null || TryDescribeValue(property.Instance, text, reads))
                    && Append(text, "." + property.Property.Name);
            default:
                return false;
        }
    }

    private static bool Append(StringBuilder text, string part)
    {
        text.Append(part);
        return true;
    }
}
