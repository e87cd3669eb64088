namespace ChaosMutants.Programs;

/// <summary>Collects orders, handles them together and commits once; nothing is kept over a rebalance.</summary>
[Program("batch commit", Records = 4, Partitions = 2, Keeps = [Promise.CleanHandOver, Promise.NothingAfterRevocation, Promise.CommitsOwnPartitions, Promise.NoCommitRegression])]
internal class BatchLoop(ProcessContext context) : ConsumerProgram(context)
{
    private const int BatchSize = 3;

    protected List<Order> Batch { get; } = [];

    public override async Task RunAsync()
    {
        using var consumer = NewConsumer()
            .SetPartitionsRevokedHandler((c, _) => Revoked(c))
            .SetPartitionsLostHandler((c, _) => Lost(c))
            .Build();
        consumer.Subscribe("orders");
        while (!Stopping.IsCancellationRequested)
            await CollectAsync(consumer, consumer.Consume(TimeSpan.FromSeconds(5)));
        consumer.Close();
    }

    /// <summary>Null means that nothing has come for a while: what is there is handled.</summary>
    protected virtual async Task CollectAsync(Consumer consumer, Order? order)
    {
        if (order is not null)
            Batch.Add(order);
        if (Batch.Count == BatchSize || (order is null && Batch.Count > 0))
            await FlushAsync(consumer);
    }

    protected virtual async Task FlushAsync(Consumer consumer)
    {
        await HandleBatchAsync();
        consumer.Commit(AfterAll(Batch));
        Batch.Clear();
    }

    protected async Task HandleBatchAsync()
    {
        foreach (var order in Batch)
            await HandleAsync(order);
    }

    protected virtual void Revoked(Consumer consumer)
    {
        if (Batch.Count > 0)
            FlushAsync(consumer).GetAwaiter().GetResult();
    }

    protected virtual void Lost(Consumer consumer) => Batch.Clear();
}
