using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>A handler for partitions that come or go.</summary>
/// <param name="Setter">The call that sets it.</param>
internal sealed record RebalanceHandler(IInvocationOperation Setter)
{
    /// <summary>The name of the method that sets it.</summary>
    public string Name => Setter.TargetMethod.Name;

    public Location Location => Setter.Arguments[0].Syntax.GetLocation();

    /// <summary>Why the client throws when partitions come and go one by one; null when it does not, or when that is not known.</summary>
    /// <remarks>
    /// A function for revoked or lost partitions is refused whatever it returns. One for assigned partitions may choose their
    /// offsets, but has to return the partitions it was given.
    /// </remarks>
    public string? RefusalWhenIncremental
    {
        get
        {
            if (Setter.TargetMethod.Parameters[0].Type is not { Name: nameof(Func<int>) })
                return null;
            if (Name != KafkaNames.SetPartitionsAssignedHandler)
                return "returns offsets for partitions that go";
            return ReturnsOtherPartitions() ? "returns other partitions than those that come" : null;
        }
    }

    public static RebalanceHandler? Of(IInvocationOperation setter) =>
        setter.TargetMethod.Name is KafkaNames.SetPartitionsAssignedHandler or KafkaNames.SetPartitionsRevokedHandler
            or KafkaNames.SetPartitionsLostHandler
            ? new RebalanceHandler(setter)
            : null;

    // Nothing at all, or the assignment so far, which does not hold the new partitions yet.
    private bool ReturnsOtherPartitions()
    {
        if (Setter.Arguments[0].Value is not IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda })
            return false;
        var (areEmpty, count) = (true, 0);
        foreach (var result in OwnOperations.Of(lambda.Body).OfType<IReturnOperation>().Select(end => end.ReturnedValue))
        {
            if (result is not null && ComesFromAssignment(result))
                return true;
            areEmpty &= result is not null && IsEmpty(result);
            count++;
        }

        return areEmpty && count > 0;
    }

    // consumer.Assignment.Concat(partitions).Select(..), partitions.Union(consumer.Assignment).ToList()
    private static bool ComesFromAssignment(IOperation value)
    {
        switch (VariableWrites.Unconverted(value))
        {
            case IPropertyReferenceOperation { Property: { Name: KafkaNames.Assignment, ContainingNamespace.Name: "Kafka" } }:
                return true;
            case IInvocationOperation { TargetMethod: { ContainingNamespace.Name: "Linq", Name: var name } } query:
                return query.Instance is { } list && ComesFromAssignment(list)
                    || query.Arguments.Length > 0 && ComesFromAssignment(query.Arguments[0].Value)
                    || name is "Concat" or "Union" && ComesFromAssignment(query.Arguments[1].Value);
            default:
                return false;
        }
    }

    private static bool IsEmpty(IOperation value) => VariableWrites.Unconverted(value) switch
    {
        IInvocationOperation { TargetMethod: { Name: "Empty", ContainingType.Name: nameof(Array) or nameof(Enumerable) } } => true,
        IObjectCreationOperation { Arguments.IsEmpty: true, Initializer: null } => true,
        IArrayCreationOperation { DimensionSizes: { Length: 1 } sizes } => sizes[0].ConstantValue is { HasValue: true, Value: 0 },
        { Syntax: { } syntax } => syntax.ToString() == "[]",   // the compiler of version 4.8 has no operation for it
        null => false,
    };
}
