using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Flow;

/// <summary>Decides what a call outside the Kafka client means for the records it receives.</summary>
internal sealed class CallJudgement(KafkaContext kafka)
{
    public CallMeaning MeaningOf(IInvocationOperation call, bool isGivenRecord)
    {
        var method = call.TargetMethod;
        var callee = CalleeOf(call);
        if (CallNames.IsObserver(method, callee) || IsOnConsole(call))
            return CallMeaning.Observation;
        if (method.MethodKind != MethodKind.DelegateInvoke)
        {
            if (CallNames.IsHandOff(method))
                return CallMeaning.Escape;
            if (CallNames.IsComputing(method) && !IsTask(method.ContainingType))
                return MeaningOfFramework(call, isGivenRecord);
        }

        if (isGivenRecord && (CallNames.MaySettle(callee) || IsGivenConsumer(call)))
            return CallMeaning.Escape;
        return MeaningOfResult(call, callee);
    }

    /// <summary>The name a reader sees: of the method, or of the variable that holds the delegate.</summary>
    public static string CalleeOf(IInvocationOperation call) =>
        call.TargetMethod.MethodKind == MethodKind.DelegateInvoke && VariableWrites.VariableOf(call.Instance) is { } variable
            ? variable.Name
            : call.TargetMethod.Name;

    // Console.Out and Console.Error are writers like those of files; only the way to them tells the difference.
    private static bool IsOnConsole(IInvocationOperation call) =>
        call.Instance is IPropertyReferenceOperation { Property.ContainingType.Name: nameof(Console) };

    private static CallMeaning MeaningOfFramework(IInvocationOperation call, bool isGivenRecord)
    {
        if (isGivenRecord && CallNames.IsCollection(call.TargetMethod) && !call.TargetMethod.IsStatic)
            return TakesCode(call) ? CallMeaning.Escape : CallMeaning.Collection;
        var isQuery = call.TargetMethod.ContainingNamespace is { Name: "Linq" };
        return TakesCode(call) && !isQuery ? CallMeaning.Escape : CallMeaning.Derivation;
    }

    private static CallMeaning MeaningOfResult(IInvocationOperation call, string callee)
    {
        var result = call.TargetMethod.ReturnType;
        var isTask = IsTask(result as INamedTypeSymbol);
        if (isTask)
        {
            if (result is not INamedTypeSymbol { TypeArguments.Length: 1 } task)
                return IsTask(call.TargetMethod.ContainingType) ? CallMeaning.Derivation : CallMeaning.Effect;
            result = task.TypeArguments[0];
        }

        if (result.SpecialType == SpecialType.System_Void)
            return CallMeaning.Effect;
        if (IsStatus(result))
            return CallNames.IsQuestion(callee) || HasOutArgument(call) ? CallMeaning.Derivation : CallMeaning.Effect;
        if (IsDiscarded(call))
            return CallMeaning.Effect;
        return (isTask || CallNames.IsProcessing(callee)) && !CallNames.IsConversion(callee)
            ? CallMeaning.PerhapsProcessing
            : CallMeaning.Derivation;
    }

    private bool IsGivenConsumer(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (kafka.IsConsumer(VariableWrites.Unconverted(argument.Value)?.Type))
                return true;
        }

        return false;
    }

    private static bool TakesCode(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Value.Type is { TypeKind: TypeKind.Delegate })
                return true;
        }

        return false;
    }

    private static bool HasOutArgument(IInvocationOperation call)
    {
        foreach (var parameter in call.TargetMethod.Parameters)
        {
            if (parameter.RefKind == RefKind.Out)
                return true;
        }

        return false;
    }

    private static bool IsStatus(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum || type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_Double;

    private static bool IsTask(INamedTypeSymbol? type) =>
        type is { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } };

    private static bool IsDiscarded(IOperation call)
    {
        var parent = call.Parent;
        while (parent is IConversionOperation or IAwaitOperation)
            parent = parent.Parent;
        return parent is IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation };
    }
}
