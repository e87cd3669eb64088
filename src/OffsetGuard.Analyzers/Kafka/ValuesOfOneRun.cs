using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>Finds, in what a value is made of, something that no two starts of a process share: chance, the time, a process id.</summary>
/// <remarks>It answers only when the value is certainly made of it: anything that code out of sight could replace is left alone.</remarks>
internal sealed class ValuesOfOneRun(CodeOfTypes code)
{
    // Texts are put together in a few steps; a longer walk means that variables are defined by each other.
    private const int DepthMax = 16;

    /// <summary>What is new at every start in the value; null when there is nothing, or it is not known.</summary>
    public IOperation? FindIn(IOperation? value) => FindIn(value, depth: 0);

    private IOperation? FindIn(IOperation? value, int depth)
    {
        value = VariableWrites.Unconverted(value);
        if (value is null || depth == DepthMax || value.ConstantValue.HasValue)
            return null;
        if (ChangingSources.IsSource(value))
            return value;

        return value switch
        {
            IInterpolatedStringOperation text => FindInAny(text.Parts, depth),
            IInterpolationOperation part when ChangingSources.KeepsTime(part.Expression, part.FormatString) => FindIn(part.Expression, depth + 1),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => FindIn(sum.LeftOperand, depth + 1) ?? FindIn(sum.RightOperand, depth + 1),
            IConditionalOperation { WhenFalse: { } otherwise } choice => FindIn(otherwise, depth + 1) is null ? null : FindIn(choice.WhenTrue, depth + 1),
            IArrayElementReferenceOperation element => FindIn(element.ArrayReference, depth + 1),
            IImplicitIndexerReferenceOperation range => FindIn(range.Instance, depth + 1),
            IInvocationOperation call when ChangingSources.IsText(call) => FindIn(call.Instance, depth + 1) ?? FindInAny(call.Arguments.Select(a => a.Value), depth),
            IInvocationOperation call when IsSettled(call.TargetMethod) => FindIn(Only(CodeOf(call.TargetMethod)?.ResultsOf(call.TargetMethod)), depth + 1),
            IPropertyReferenceOperation { Instance: { } instance } part when ChangingSources.IsPartOfTime(part.Property) => FindIn(instance, depth + 1),
            _ when WrittenList.ElementsOf(value) is { } parts => FindInAny(parts, depth),
            _ => FindIn(OnlyValueOf(VariableWrites.VariableOf(value)), depth + 1),
        };
    }

    private IOperation? FindInAny(IEnumerable<IOperation> parts, int depth)
    {
        foreach (var part in parts)
        {
            if (FindIn(part, depth + 1) is { } found)
                return found;
        }

        return null;
    }

    private IOperation? OnlyValueOf(ISymbol? variable) => variable switch
    {
        ILocalSymbol => CodeOf(variable)?.FindOnlyValue(variable),
        IFieldSymbol field when field.IsReadOnly || field.DeclaredAccessibility == Accessibility.Private => CodeOf(field)?.FindOnlyValue(field),
        IPropertySymbol { SetMethod: null or { DeclaredAccessibility: Accessibility.Private } } property when IsSettled(property) =>
            CodeOf(property) is { } writes ? writes.FindOnlyValue(property) ?? Only(writes.ResultsOf(property.GetMethod!)) : null,
        IParameterSymbol { ContainingSymbol: IMethodSymbol method } parameter when IsCalledHereOnly(method) =>
            ArgumentOf(Only(CodeOf(method)?.CallsOf(method)), parameter),
        _ => null,
    };

    private VariableWrites? CodeOf(ISymbol symbol) => symbol.ContainingType is { } type ? code.Of(type) : null;

    // No other class says otherwise.
    private static bool IsSettled(ISymbol member) => member is { IsVirtual: false, IsAbstract: false } and ({ IsOverride: false } or { IsSealed: true });

    private static bool IsCalledHereOnly(IMethodSymbol method) =>
        method.MethodKind == MethodKind.LocalFunction || method.DeclaredAccessibility == Accessibility.Private;

    private static IOperation? Only(IReadOnlyList<IOperation>? operations) => operations is { Count: 1 } ? operations[0] : null;

    private static IOperation? ArgumentOf(IOperation? call, IParameterSymbol parameter)
    {
        var arguments = call is IInvocationOperation invocation ? invocation.Arguments
            : call is IObjectCreationOperation creation ? creation.Arguments
            : ImmutableArray<IArgumentOperation>.Empty;
        return arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value;
    }
}
