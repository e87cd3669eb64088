using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Flow.Records;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Flow.Graphs;

/// <summary>What a branch tells: which paths are impossible, and on which there is no record.</summary>
internal sealed class Conditions(KafkaContext kafka)
{
    private const string NullTest = "==null";

    /// <summary>Adds to the path that the condition was <paramref name="value"/>; false when that cannot be.</summary>
    public bool Assume(IOperation condition, bool value, PathState path)
    {
        while (condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } or IConversionOperation)
        {
            value ^= condition is IUnaryOperation;
            condition = condition is IUnaryOperation not ? not.Operand : ((IConversionOperation)condition).Operand;
        }

        if (condition.ConstantValue is { HasValue: true, Value: bool constant })
            return constant == value;
        if (IsWithoutRecord(condition, value, path))
            return false;
        return FactOf(condition, value) is not { } fact || path.Assume(fact);
    }

    /// <summary>Remembers that a variable was set to something known.</summary>
    public static void Remember(IOperation target, Known known, PathState path)
    {
        if (known != Known.Nothing && FactOf(target, known is Known.True or Known.Null, NullTestOf(known)) is { } fact)
            path.Assume(fact);
    }

    /// <summary>What the path knows of the value of a variable.</summary>
    public static Known KnownOf(IOperation variable, PathState path)
    {
        if (variable.Type is { SpecialType: SpecialType.System_Boolean })
            return FindFact(variable, "", path) switch { true => Known.True, false => Known.False, null => Known.Nothing };
        return variable.Type is { IsReferenceType: true }
            ? FindFact(variable, NullTest, path) switch { true => Known.Null, false => Known.NotNull, null => Known.Nothing }
            : Known.Nothing;
    }

    private static bool? FindFact(IOperation variable, string suffix, PathState path) =>
        path.HasFacts && FactOf(variable, value: true, suffix) is { } fact ? path.FindFact(fact.Condition) : null;

    private static string NullTestOf(Known known) => known is Known.Null or Known.NotNull ? NullTest : "";

    // The followed record was there: on the branch for "nothing consumed" and "end of partition" it is another one's turn.
    private bool IsWithoutRecord(IOperation condition, bool value, PathState path)
    {
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
        return operand is not null && (kafka.IsConsumeResult(operand.Type) || kafka.IsMessage(operand.Type)) && HoldsRecord(operand, path);
    }

    // The condition has run already, so this only looks and runs nothing twice.
    private static bool HoldsRecord(IOperation? operand, PathState path) => operand switch
    {
        ISimpleAssignmentOperation assignment => HoldsRecord(assignment.Target, path),
        IPropertyReferenceOperation property when Assignments.SlotOf(property) is null => HoldsRecord(property.Instance, path),
        _ => Assignments.SlotOf(operand) is { } slot && path.HeldBy(slot).HasRecord,
    };

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

    private static ConditionFact? FactOf(IOperation condition, bool value, string suffix = "")
    {
        var text = new StringBuilder();
        var reads = ImmutableArray.CreateBuilder<ISymbol>();
        if (!TryDescribe(condition, text, reads, ref value))
            return null;
        var normalForm = text.Append(suffix).ToString();
        return new ConditionFact(normalForm, value, reads.ToImmutable(), IsVolatile: normalForm.Contains("."));
    }

    // "a != b" is the opposite of "a == b", so both get one normal form. What may change between two looks is no fact.
    private static bool TryDescribe(IOperation condition, StringBuilder text, ImmutableArray<ISymbol>.Builder reads, ref bool value)
    {
        var inverted = false;
        switch (condition)
        {
            case IIsNullOperation isNull:
                return TryDescribeValue(isNull.Operand, text, reads) && Append(text, NullTest);
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
