using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OffsetGuard.Analyzers.Flow.Records;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Flow.Graphs;

/// <summary>Arithmetic on offsets: which value is the record's own offset, which the next one, and which lies beyond.</summary>
internal static class Offsets
{
    public static Value Combine(IBinaryOperation binary, Value left, Value right)
    {
        var sum = new Value((left | right).Carried, Known: Compare(binary.OperatorKind, left.Known, right.Known));
        if (binary.OperatorKind != BinaryOperatorKind.Add)
            return sum;

        var count = CountOf(binary.LeftOperand) ?? CountOf(binary.RightOperand) ?? 0;
        return count switch
        {
            1 => Increment(sum),
            > 1 => sum.Has(Carried.Offset | Carried.NextOffset) ? Beyond(sum) : sum,
            _ => sum,
        };
    }

    public static Value Increment(Value value)
    {
        if (value.Has(Carried.NextOffset))
            return Beyond(value);
        return value.Has(Carried.Offset) ? value with { Carried = (value.Carried & ~Carried.Offset) | Carried.NextOffset } : value;
    }

    public static Value Property(IPropertySymbol property, Value value, KafkaContext kafka)
    {
        if (!value.IsCarrying)
            return Value.None;
        var owner = property.ContainingType;
        if (kafka.IsConsumeResult(owner) && !kafka.IsMessage(property.Type) && property.Name is not ("Key" or "Value" or "Headers"))
        {
            var offset = property.Name is KafkaNames.Offset or KafkaNames.TopicPartitionOffset ? Carried.Offset : Carried.Nothing;
            return new Value(value.HasRecord ? Carried.Place | offset : value.Carried & Carried.Coordinates);
        }

        if (property.Name is KafkaNames.TopicPartition or KafkaNames.Partition or KafkaNames.Topic && KafkaContext.IsPosition(owner)
            || property.Name is KafkaNames.Timestamp or "Length" or "Count")
            return new Value(Carried.Place);
        return value.Derived;
    }

    private static Value Beyond(Value value) =>
        value with { Carried = (value.Carried & ~(Carried.Offset | Carried.NextOffset)) | Carried.BeyondNextOffset };

    private static long? CountOf(IOperation operand) => VariableWrites.Unconverted(operand)?.ConstantValue switch
    {
        { HasValue: true, Value: int count } => count,
        { HasValue: true, Value: long count } => count,
        _ => null,
    };

    private static Known Compare(BinaryOperatorKind kind, Known left, Known right)
    {
        if (left == Known.Nothing || right == Known.Nothing || kind is not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals))
            return Known.Nothing;
        if (left == Known.NotNull && right == Known.NotNull)
            return Known.Nothing;
        return (left == right) == (kind == BinaryOperatorKind.Equals) ? Known.True : Known.False;
    }
}
