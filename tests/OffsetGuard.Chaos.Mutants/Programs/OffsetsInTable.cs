using OffsetGuard.Chaos.Durability;

namespace ChaosMutants.Programs;

/// <summary>Keeps its positions in its own database, written in one transaction with the effect; the group's offsets are not used.</summary>
[Program("positions in the database", Records = 4, Partitions = 2, Holds = Holds.ExactlyOnceByItsOwnPositions)]
internal class OffsetsInTable(ProcessContext context) : ManualAssignment(context)
{
    protected DurableTable<string, int> Totals => Stores.Table<string, int>("totals");

    /// <summary>Where to read on in each partition.</summary>
    protected DurableTable<int, long> Positions => Stores.Table<int, long>("positions");

    protected override IEnumerable<TopicPartitionOffset> Start(Consumer consumer) => Partitions.Select(p =>
        new TopicPartitionOffset(p, Positions.TryGet(KeyOf(p), out var next) ? next : Offset.Beginning));

    protected virtual int KeyOf(TopicPartition partition) => partition.Partition.Value;

    protected override void Turn(Consumer consumer, Order order)
    {
        using var transaction = Stores.Begin();
        Add(order, Totals.In(transaction));
        Move(order, Positions.In(transaction));
        transaction.Commit();
    }

    protected void Add(Order order, DurableTable<string, int> totals) =>
        totals.Upsert(order.Message.Key, totals.GetOrDefault(order.Message.Key) + int.Parse(order.Message.Value), order);

    protected virtual void Move(Order order, DurableTable<int, long> positions) =>
        positions.Upsert(KeyOf(order.TopicPartition), order.Offset.Value + 1);
}
