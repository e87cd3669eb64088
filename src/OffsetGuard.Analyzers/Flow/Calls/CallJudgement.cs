using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Configuration;
using OffsetGuard.Analyzers.Flow.Records;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Flow.Calls;

/// <summary>Decides what a call outside the Kafka client, whose body is not here, means for the records it receives.</summary>
internal sealed class CallJudgement(KafkaContext kafka, FlowOptions options)
{
    public CallMeaning MeaningOf(IInvocationOperation call, Value carried)
    {
        var method = call.TargetMethod;
        var callee = CalleeOf(call);
        if (method.MethodKind != MethodKind.DelegateInvoke)
        {
            if (method.Name is "GetEnumerator" or "GetAsyncEnumerator")
                return CallMeaning.Enumeration;
            if (method.Name is "MoveNext" or "MoveNextAsync")
                return CallMeaning.Advance;
            if (CallNames.IsHandOff(method))
            {
                return CallNames.IsAdding(method.Name) ? CallMeaning.HandOff
                    : HasOutArgument(call) ? CallMeaning.Removal
                    : CallMeaning.Derivation;
            }

            if (CallNames.IsComputing(method) && !CallShape.IsTask(method.ContainingType))
            {
                return carried.IsCarrying && CallNames.IsCollection(method) && !method.IsStatic
                    ? CallMeaning.Collection
                    : CallMeaning.Derivation;
            }
        }

        if (carried.HasRecord && (CallNames.MaySettle(callee) || IsGivenConsumer(call)))
            return CallMeaning.Escape;
        return MeaningOfResult(call, callee);
    }

    /// <summary>What the project says that the method does; null when it says nothing.</summary>
    public CallMeaning? DeclaredMeaningOf(IMethodSymbol method)
    {
        if (NameList.Names(options.Observers, method))
            return CallMeaning.Observation;
        if (NameList.Names(options.Processing, method) || NameList.Names(options.DeadLetters, method))
            return CallMeaning.Effect;
        return NameList.Names(options.Commits, method) ? CallMeaning.Commit : null;
    }

    public static bool IsObservation(IInvocationOperation call, string callee) =>
        CallNames.IsObserver(call.TargetMethod) || CallNames.IsObserver(callee) || IsOnConsole(call);

    /// <summary>The name a reader sees: of the method, or of the variable that holds the delegate.</summary>
    public static string CalleeOf(IInvocationOperation call) =>
        call.TargetMethod.MethodKind == MethodKind.DelegateInvoke && VariableWrites.VariableOf(call.Instance) is { } variable
            ? variable.Name
            : call.TargetMethod.Name;

    // Console.Out and Console.Error are writers like those of files; only the way to them tells the difference.
    private static bool IsOnConsole(IInvocationOperation call) =>
        call.Instance is IPropertyReferenceOperation { Property.ContainingType.Name: nameof(Console) };

    private static CallMeaning MeaningOfResult(IInvocationOperation call, string callee)
    {
        var result = call.TargetMethod.ReturnType;
        var isTask = CallShape.IsTask(result);
        if (isTask)
        {
            if (result is not INamedTypeSymbol { TypeArguments.Length: 1 } task)
                return CallShape.IsTask(call.TargetMethod.ContainingType) ? CallMeaning.Derivation : CallMeaning.Effect;
            result = task.TypeArguments[0];
        }

        if (result.SpecialType == SpecialType.System_Void)
            return CallMeaning.Effect;
        if (IsStatus(result))
            return CallNames.IsQuestion(callee) || HasOutArgument(call) ? CallMeaning.Derivation : CallMeaning.Effect;
        if (CallShape.IsDropped(call))
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
}
