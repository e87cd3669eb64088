using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>The values that some code gives to its variables, the places that read them, and the calls it makes.</summary>
internal sealed class VariableWrites
{
    private readonly Dictionary<ISymbol, List<IOperation>> values = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<IOperation>> references = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<IOperation>> calls = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<IOperation>> results = new(SymbolEqualityComparer.Default);

    public VariableWrites(IEnumerable<IOperation> roots)
    {
        foreach (var root in roots)
        {
            foreach (var operation in root.DescendantsAndSelf())
                Index(operation);
        }
    }

    /// <summary>The one value the variable ever gets here, null aside; null when there is none or more than one.</summary>
    public IOperation? FindOnlyValue(ISymbol variable)
    {
        IOperation? only = null;
        foreach (var value in In(values, variable))
        {
            if (Unconverted(value)?.ConstantValue is { HasValue: true, Value: null } || value is IDefaultValueOperation)
                continue;
            if (only is not null)
                return null;
            only = value;
        }

        return only;
    }

    /// <summary>The variable gets a value here.</summary>
    public bool Writes(ISymbol variable) => In(values, variable).Count > 0;

    /// <summary>Every use of the variable, in source order.</summary>
    public IReadOnlyList<IOperation> ReferencesTo(ISymbol variable) => In(references, variable);

    /// <summary>Every call of the method or constructor.</summary>
    public IReadOnlyList<IOperation> CallsOf(IMethodSymbol method) => In(calls, method);

    /// <summary>Every call of a method, in no order.</summary>
    public IEnumerable<IInvocationOperation> Invocations => calls.Values.SelectMany(all => all).OfType<IInvocationOperation>();

    /// <summary>What the method returns, one operation for each return statement.</summary>
    public IReadOnlyList<IOperation> ResultsOf(IMethodSymbol method) => In(results, method);

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

    /// <summary>What uses the value, conversions aside.</summary>
    public static IOperation? ConvertedParent(IOperation value)
    {
        var parent = value.Parent;
        while (parent is IConversionOperation)
            parent = parent.Parent;
        return parent;
    }

    private void Index(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation { Initializer: { } initializer } declarator:
                Add(values, declarator.Symbol, initializer.Value);
                break;
            case IFieldInitializerOperation initializer:
                foreach (var field in initializer.InitializedFields)
                    Add(values, field, initializer.Value);
                break;
            case IPropertyInitializerOperation initializer:
                foreach (var property in initializer.InitializedProperties)
                    Add(values, property, initializer.Value);
                break;
            case IAssignmentOperation assignment and (ISimpleAssignmentOperation or ICoalesceAssignmentOperation)
                when VariableOf(assignment.Target) is { } target:
                Add(values, target, assignment.Value);
                break;
            case IInvocationOperation call:
                Add(calls, call.TargetMethod.OriginalDefinition, call);
                break;
            case IObjectCreationOperation { Constructor: { } constructor } creation:
                Add(calls, constructor.OriginalDefinition, creation);
                break;
            case IReturnOperation { ReturnedValue: { } value } end when FunctionAround(end) is { } function:
                Add(results, function, value);
                break;
            case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation
                when VariableOf(operation) is { } variable:
                Add(references, variable, operation);
                break;
        }
    }

    private static ISymbol? FunctionAround(IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation lambda)
                return lambda.Symbol;
            if (current is ILocalFunctionOperation local)
                return local.Symbol;
        }

        return operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart);
    }

    private static List<IOperation> In(Dictionary<ISymbol, List<IOperation>> index, ISymbol symbol) =>
        index.TryGetValue(symbol.OriginalDefinition, out var found) ? found : [];

    private static void Add(Dictionary<ISymbol, List<IOperation>> index, ISymbol symbol, IOperation operation)
    {
        if (!index.TryGetValue(symbol.OriginalDefinition, out var found))
            index.Add(symbol.OriginalDefinition, found = []);
        found.Add(operation);
    }
}
