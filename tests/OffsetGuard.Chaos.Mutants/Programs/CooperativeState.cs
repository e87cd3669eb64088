using OffsetGuard.Chaos.Durability;

namespace ChaosMutants.Programs;

/// <summary>Keeps what it has read of each partition in memory, writes it two by two, and flushes a partition that is revoked; the others stay.</summary>
[Program("cooperative, state flushed on revoke", Records = 4, Partitions = 2, Keeps = [Promise.CleanHandOver, Promise.NothingAfterRevocation, Promise.CommitsOwnPartitions, Promise.NoCommitRegression])]
internal class CooperativeState(ProcessContext context) : ConsumerProgram(context)
{
    private const int FlushEvery = 2;

    protected override ConsumerConfig Config =>
        new(base.Config) { PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky };

    /// <summary>Read and not written, by partition.</summary>
    protected Dictionary<TopicPartition, List<Order>> States { get; } = [];

    protected DurableTable<string, string> Rows => Stores.Table<string, string>("orders");

    public override async Task RunAsync()
    {
        using var consumer = NewConsumer()
            .SetPartitionsRevokedHandler((c, gone) => Revoked(c, [.. gone.Select(p => p.TopicPartition)]))
            .SetPartitionsLostHandler((_, gone) => Lost([.. gone.Select(p => p.TopicPartition)]))
            .Build();
        consumer.Subscribe("orders");
        while (!Stopping.IsCancellationRequested)
        {
            if (consumer.Consume(TimeSpan.FromSeconds(5)) is { } order)
                await TurnAsync(consumer, order);
            else
                States.Keys.ToList().ForEach(p => Flush(consumer, p));
        }

        consumer.Close();
    }

    protected virtual async Task TurnAsync(Consumer consumer, Order order)
    {
        await Task.Delay(TimeSpan.FromSeconds(4), Context.TimeProvider);   // asks another service about it
        if (!States.TryGetValue(order.TopicPartition, out var state))
            States.Add(order.TopicPartition, state = []);
        state.Add(order);
        if (state.Count == FlushEvery)
            Flush(consumer, order.TopicPartition);
    }

    protected virtual void Flush(Consumer consumer, TopicPartition partition)
    {
        if (!States.Remove(partition, out var state))
            return;
        Write(state);
        consumer.Commit(state[^1]);
    }

    protected void Write(List<Order> state)
    {
        using var transaction = Stores.Begin();
        foreach (var order in state)
            Rows.In(transaction).Upsert(order.Message.Key, order.Message.Value, order);
        transaction.Commit();
    }

    protected virtual void Revoked(Consumer consumer, List<TopicPartition> gone) => gone.ForEach(p => Flush(consumer, p));

    protected virtual void Lost(List<TopicPartition> gone) => gone.ForEach(p => States.Remove(p));
}
