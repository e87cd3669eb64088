using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>Follows a value back to where it is made: through variables, fields, parameters, methods, delegates and the container.</summary>
internal sealed class ValueOrigins(KafkaApi api, CodeOfTypes code, Registrations registrations)
{
    // Builder chains are short; a longer walk means that variables are defined by each other.
    private const int StepsMax = 64;

    /// <summary>Where the value is made; null when it cannot be followed.</summary>
    /// <param name="value">The value.</param>
    /// <param name="trace">Receives the variables it went through, the last one first.</param>
    public IOperation? Of(IOperation? value, List<ISymbol>? trace)
    {
        for (var step = 0; step < StepsMax; step++)
        {
            value = VariableWrites.Unconverted(value);
            var before = value switch
            {
                null => null,
                IAwaitOperation wait => wait.Operation,
                ICoalesceOperation { Value: var present, WhenNull: var absent } when VariableWrites.Unconverted(absent) is IThrowOperation => present,
                IInvocationOperation call when MakesSomething(call) => ResultOf(FunctionOf(call)),
                _ when VariableWrites.VariableOf(value) is { ContainingType: not null } variable => Through(variable, trace),
                _ => null,
            };
            if (before is null)
                return value;
            value = before;
        }

        return null;
    }

    /// <summary>The one value that a variable gets; null when there is none or more than one.</summary>
    public IOperation? ValueOf(ISymbol variable)
    {
        var writes = code.Of(variable.ContainingType);
        if (writes.FindOnlyValue(variable) is { } value)
            return value;
        if (variable is IPropertySymbol { GetMethod: { } getter })
            return ResultOf(getter);
        if (variable is not IParameterSymbol { ContainingSymbol: IMethodSymbol method } parameter)
            return null;
        return writes.CallsOf(method) is { Count: > 0 } calls
            ? Only(calls) is { } call ? ArgumentOf(call, parameter) : null
            : InjectedInto(parameter, method);
    }

    /// <summary>The function that a call runs; null when it is not written here, or may be another one.</summary>
    public IMethodSymbol? FunctionOf(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        return method.MethodKind == MethodKind.DelegateInvoke ? FunctionIn(call.Instance) : method.OriginalDefinition;
    }

    /// <summary>The function in a delegate, wherever the delegate was kept; null when it is not known.</summary>
    public IMethodSymbol? FunctionIn(IOperation? value) => Of(value, trace: null) switch
    {
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } => lambda.Symbol,
        IDelegateCreationOperation { Target: IMethodReferenceOperation reference } => reference.Method.OriginalDefinition,
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        _ => null,
    };

    // The methods of a builder go on with the builder they are called on.
    private bool MakesSomething(IInvocationOperation call) => api.Kafka.IsConsumerBuilder(call.Type)
        ? !api.Kafka.IsConsumerBuilder(call.Instance?.Type)
        : api.RoleOf(call.TargetMethod) == CallRole.None;

    private IOperation? Through(ISymbol variable, List<ISymbol>? trace)
    {
        trace?.Add(variable);
        return ValueOf(variable);
    }

    // The container calls the constructors that nobody calls here.
    private IOperation? InjectedInto(IParameterSymbol parameter, IMethodSymbol method)
    {
        if (method.MethodKind != MethodKind.Constructor || !api.Kafka.IsConfig(parameter.Type)
            || registrations.FindService(parameter.Type, method.ContainingType) is not { } service)
            return null;
        return FunctionIn(service) is { } factory ? ResultOf(factory) : service;
    }

    private IOperation? ResultOf(IMethodSymbol? function) =>
        function?.ContainingType is { } type ? Only(code.Of(type).ResultsOf(function)) : null;

    private static IOperation? Only(IReadOnlyList<IOperation> operations) => operations.Count == 1 ? operations[0] : null;

    private static IOperation? ArgumentOf(IOperation call, IParameterSymbol parameter)
    {
        var arguments = call is IInvocationOperation invocation ? invocation.Arguments : ((IObjectCreationOperation)call).Arguments;
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Ordinal == parameter.Ordinal)
                return argument.Value;
        }

        return null;
    }
}
