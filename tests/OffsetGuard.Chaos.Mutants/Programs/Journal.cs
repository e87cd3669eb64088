using OffsetGuard.Chaos.Durability;

namespace ChaosMutants.Programs;

/// <summary>Writes down what it is about to do, commits, does it and strikes it out; after a crash it first does what is written there.</summary>
[Program("journal first", Holds = Holds.AtLeastOnceByAJournal)]
internal class Journal(ProcessContext context) : SyncLoop(context)
{
    /// <summary>What was begun, by its place in the log: several instances may write here.</summary>
    protected DurableTable<string, TopicPartitionOffset> Begun => Stores.Table<string, TopicPartitionOffset>("journal");

    protected DurableTable<string, bool> Tried => Stores.Table<string, bool>("tried");

    protected override void Run()
    {
        Recover();
        base.Run();
    }

    protected virtual void Recover()
    {
        foreach (var (key, order) in Begun.Rows)
        {
            Context.Processed(order);
            Begun.Delete(key);
        }
    }

    protected override void Turn(Consumer consumer, Order order)
    {
        Begin(order);
        consumer.Commit(order);
        Handle(order);
        End(order);
    }

    protected void Begin(Order order) => Begun.Upsert(order.TopicPartitionOffset.ToString(), order.TopicPartitionOffset);

    protected void End(Order order) => Begun.Delete(order.TopicPartitionOffset.ToString());
}
