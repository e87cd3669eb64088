using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>Where a consumer begins that is given its partitions by hand.</summary>
internal static class FixedOffsets
{
    /// <summary>The number of Offset.Beginning. Offset.End is greater; below lie the stored offset and offsets from the end.</summary>
    public const int Beginning = -2;

    /// <summary>Every partition begins at an offset that the source names: a number, the beginning or the end.</summary>
    public static bool AreIn(IOperation? assigned) => VariableWrites.Unconverted(assigned) switch
    {
        IObjectCreationOperation { Type.Name: KafkaNames.TopicPartitionOffset } creation => IsFixed(OffsetOf(creation)),
        IInvocationOperation { TargetMethod.ContainingType.Name: nameof(Enumerable) } query => query.TargetMethod.Name switch
        {
            nameof(Enumerable.Select) => ResultOf(query.Arguments[1].Value) is { } element && AreIn(element),
            nameof(Enumerable.ToList) or nameof(Enumerable.ToArray) => AreIn(query.Arguments[0].Value),
            _ => false,
        },
        var other => WrittenList.ElementsOf(other)?.ToList() is { Count: > 0 } elements && elements.TrueForAll(AreIn),
    };

    private static IOperation? OffsetOf(IObjectCreationOperation creation) =>
        creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Type.Name == KafkaNames.Offset)?.Value;

    private static bool IsFixed(IOperation? offset) => VariableWrites.Unconverted(offset) switch
    {
        { ConstantValue: { HasValue: true, Value: int number } } => number >= Beginning,
        { ConstantValue: { HasValue: true, Value: long number } } => number >= Beginning,
        IMemberReferenceOperation { Member.ContainingType.Name: KafkaNames.Offset } named => named.Member.Name is KafkaNames.Beginning or KafkaNames.End,
        IObjectCreationOperation { Type.Name: KafkaNames.Offset, Arguments.Length: 1 } made => IsFixed(made.Arguments[0].Value),
        _ => false,
    };

    // A lambda is one expression, or one return statement.
    private static IOperation? ResultOf(IOperation selector)
    {
        var lambda = (VariableWrites.Unconverted(selector) as IDelegateCreationOperation)?.Target as IAnonymousFunctionOperation;
        return lambda?.Body.Operations is { Length: 1 } body && body[0] is IReturnOperation { ReturnedValue: { } value } ? value : null;
    }
}
