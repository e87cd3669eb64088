using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>The values that one member gives to its variables, and the places that read them.</summary>
internal sealed class VariableWrites
{
    private readonly Dictionary<ISymbol, List<IOperation>> values = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<IOperation>> references = new(SymbolEqualityComparer.Default);

    public VariableWrites(ImmutableArray<IOperation> operationBlocks)
    {
        foreach (var block in operationBlocks)
        {
            foreach (var operation in block.DescendantsAndSelf())
                Index(operation);
        }
    }

    /// <summary>The one value the variable ever gets here; null when there is none or more than one.</summary>
    public IOperation? FindOnlyValue(ISymbol variable) =>
        values.TryGetValue(variable, out var written) && written.Count == 1 ? written[0] : null;

    /// <summary>Every use of the variable, in source order.</summary>
    public IReadOnlyList<IOperation> ReferencesTo(ISymbol variable) =>
        references.TryGetValue(variable, out var found) ? found : [];

    /// <summary>The variable an expression names: a local, a parameter, or a field or property of this object.</summary>
    public static ISymbol? VariableOf(IOperation? expression) => Unconverted(expression) switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field when IsThisOrStatic(field.Instance) => field.Field,
        IPropertyReferenceOperation { Arguments.IsEmpty: true } property when IsThisOrStatic(property.Instance) => property.Property,
        _ => null,
    };

    // An object initialiser refers to the new object, not to this one.
    private static bool IsThisOrStatic(IOperation? instance) =>
        instance is null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };

    public static IOperation? Unconverted(IOperation? expression)
    {
        while (expression is IConversionOperation conversion)
            expression = conversion.Operand;
        return expression;
    }

    private void Index(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation { Initializer: { } initializer } declarator:
                Add(values, declarator.Symbol, initializer.Value);
                break;
            case ISimpleAssignmentOperation assignment when VariableOf(assignment.Target) is { } target:
                Add(values, target, assignment.Value);
                break;
            case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation
                when VariableOf(operation) is { } variable:
                Add(references, variable, operation);
                break;
        }
    }

    private static void Add(Dictionary<ISymbol, List<IOperation>> index, ISymbol variable, IOperation operation)
    {
        if (!index.TryGetValue(variable, out var found))
            index.Add(variable, found = []);
        found.Add(operation);
    }
}
