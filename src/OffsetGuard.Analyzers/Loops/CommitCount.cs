using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Loops;

/// <summary>Finds commits that wait until a number of records has come.</summary>
internal sealed class CommitCount(VariableWrites code)
{
    // A commit in a method that is called by a method, and so on.
    private const int CallersMax = 4;

    /// <summary>The condition that counts, if every way to the operation leads through one; else null.</summary>
    public IOperation? FindCondition(IOperation commit) => FindCondition(commit, CallersMax);

    private IOperation? FindCondition(IOperation operation, int callersMax)
    {
        for (var (child, current) = (operation, operation.Parent); current is not null; (child, current) = (current, current.Parent))
        {
            switch (current)
            {
                case IConditionalOperation choice when choice.WhenTrue == child && Counts(choice.Condition):
                    return choice.Condition;
                case ITryOperation attempt when attempt.Finally == child:
                case ICatchClauseOperation or IAnonymousFunctionOperation:
                case ILoopOperation loop when Consumes(loop):
                    return null;
                case ILocalFunctionOperation function:
                    return FindConditionOfCalls(function.Symbol, callersMax);
            }
        }

        return operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart) is IMethodSymbol
            {
                DeclaredAccessibility: Accessibility.Private, MethodKind: MethodKind.Ordinary,
            } method
            ? FindConditionOfCalls(method, callersMax)
            : null;
    }

    private IOperation? FindConditionOfCalls(IMethodSymbol method, int callersMax)
    {
        IOperation? condition = null;
        foreach (var call in callersMax == 0 ? [] : code.CallsOf(method))
        {
            condition = FindCondition(call, callersMax - 1);
            if (condition is null)
                return null;
        }

        return condition;
    }

    private bool Counts(IOperation? condition) => VariableWrites.Unconverted(condition) switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both =>
            Counts(both.LeftOperand) || Counts(both.RightOperand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } either =>
            Counts(either.LeftOperand) && Counts(either.RightOperand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } test when IsRemainder(test.LeftOperand) => IsZero(test.RightOperand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.Equals } test =>
            IsCount(test.LeftOperand) && IsLimit(test.RightOperand, leastNumber: 2),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThan } test =>
            IsCount(test.LeftOperand) && IsLimit(test.RightOperand, leastNumber: 1),
        ILocalReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } local =>
            code.FindOnlyValue(local.Local) is { } value && Counts(value),
        _ => false,
    };

    private static bool IsRemainder(IOperation value) =>
        VariableWrites.Unconverted(value) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Remainder };

    private static bool IsZero(IOperation value) => VariableWrites.Unconverted(value)?.ConstantValue is { HasValue: true, Value: 0 or 0L };

    // The size of a collection, or a variable that is counted up.
    private bool IsCount(IOperation value)
    {
        var counted = VariableWrites.Unconverted(value);
        if (counted is IIncrementOrDecrementOperation { Kind: OperationKind.Increment }
            or IPropertyReferenceOperation { Property.Name: "Count" or "Length" })
            return true;
        if (VariableWrites.VariableOf(counted) is not { } counter)
            return false;
        foreach (var reference in code.ReferencesTo(counter))
        {
            if (reference.Parent is IIncrementOrDecrementOperation { Kind: OperationKind.Increment }
                || reference.Parent is ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add } sum && sum.Target == reference)
                return true;
        }

        return false;
    }

    // "More than none" is no limit.
    private bool IsLimit(IOperation value, int leastNumber) => VariableWrites.Unconverted(value) switch
    {
        { ConstantValue: { HasValue: true, Value: int number } } => number >= leastNumber,
        { ConstantValue: { HasValue: true } } or null => false,
        IMemberReferenceOperation or ILocalReferenceOperation or IParameterReferenceOperation => !IsCount(value),
        _ => false,
    };

    private static bool Consumes(ILoopOperation loop) =>
        OwnOperations.Of(loop).Any(operation => operation is IInvocationOperation { TargetMethod.Name: KafkaNames.Consume });
}
