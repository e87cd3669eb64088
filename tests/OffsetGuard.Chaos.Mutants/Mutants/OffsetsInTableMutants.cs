using ChaosMutants.Programs;
using OffsetGuard.Chaos.Durability;

namespace ChaosMutants.Mutants;

internal static class OffsetsInTableMutants
{
    [Mutant("commit before process", "writes the position and then the total", Takes.Kill, "at-least-once", "progress")]
    private sealed class MovesFirst(ProcessContext context) : OffsetsInTable(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            Move(order, Positions);
            Add(order, Totals);
        }
    }

    [Mutant("dedup mark after effect", "writes the total and then the position", Takes.Kill, "exactly-once")]
    private sealed class MovesAfterwards(ProcessContext context) : OffsetsInTable(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            Add(order, Totals);
            Move(order, Positions);
        }
    }

    [Mutant("commit o", "writes the offset of the order instead of the next one", Takes.Kill, "exactly-once")]
    private sealed class WritesTheOrdersOwnOffset(ProcessContext context) : OffsetsInTable(context)
    {
        protected override void Move(Order order, DurableTable<int, long> positions) =>
            positions.Upsert(KeyOf(order.TopicPartition), order.Offset.Value);
    }

    [Mutant("dedup key without partition", "keeps one position for all partitions", Takes.Kill, "at-least-once", "progress", "exactly-once")]
    private sealed class KeepsOnePosition(ProcessContext context) : OffsetsInTable(context)
    {
        protected override int KeyOf(TopicPartition partition) => 0;
    }

    [Mutant("commit ignored", "begins at the group's offsets, which nobody commits", Takes.Kill, "exactly-once")]
    private sealed class BeginsAtTheGroupsOffsets(ProcessContext context) : OffsetsInTable(context)
    {
        protected override IEnumerable<TopicPartitionOffset> Start(Consumer consumer) =>
            Partitions.Select(p => new TopicPartitionOffset(p, Offset.Stored));
    }
}
