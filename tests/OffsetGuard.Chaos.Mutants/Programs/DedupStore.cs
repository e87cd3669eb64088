using OffsetGuard.Chaos.Durability;

namespace ChaosMutants.Programs;

/// <summary>Adds each order to a total, once: that it was done is written in the same transaction.</summary>
[Program("deduplicating store", Records = 4, Partitions = 2, Keys = "ADAD", Holds = Holds.ExactlyOnce)]
internal class DedupStore(ProcessContext context) : SyncLoop(context)
{
    protected DurableTable<string, int> Totals => Stores.Table<string, int>("totals");

    /// <summary>What was done, and when.</summary>
    protected DurableTable<string, DateTimeOffset> Done => Stores.Table<string, DateTimeOffset>("done");

    protected DateTimeOffset Now => Context.TimeProvider.GetUtcNow();

    protected override void Handle(Order order)
    {
        using var transaction = Stores.Begin();
        if (!Done.In(transaction).TryInsert(IdOf(order), Now))
            return;
        Add(order, Totals.In(transaction));
        Commit(transaction);
    }

    protected virtual string IdOf(Order order) => $"{order.Partition.Value}@{order.Offset.Value}";

    protected virtual void Commit(DurableTransaction transaction) => transaction.Commit();

    protected static void Add(Order order, DurableTable<string, int> totals) =>
        totals.Upsert(order.Message.Key, totals.GetOrDefault(order.Message.Key) + int.Parse(order.Message.Value), order);
}
