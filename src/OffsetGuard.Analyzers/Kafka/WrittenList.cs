using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>The elements of a list that is written down where it is used.</summary>
internal static class WrittenList
{
    // OperationKind.CollectionExpression, for which the oldest supported compiler has no name.
    private const OperationKind CollectionExpression = (OperationKind)127;

    /// <summary>The elements; null for anything else, a list in a variable too.</summary>
    public static IEnumerable<IOperation>? ElementsOf(IOperation? value) => VariableWrites.Unconverted(value) switch
    {
        IArrayCreationOperation { Initializer: { } list } => list.ElementValues,
        IObjectCreationOperation { Initializer: { } list } =>
            list.Initializers.OfType<IInvocationOperation>().SelectMany(addition => addition.Arguments).Select(argument => argument.Value),
        { Kind: CollectionExpression } list => list.ChildOperations,
        _ => null,
    };
}
