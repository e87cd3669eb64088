namespace ChaosMutants.Programs;

/// <summary>Two instances share the partitions; each commits every second order, and what is left when partitions are revoked.</summary>
[Program("two instances", Records = 4, Partitions = 2, Instances = 2, Keeps = [Promise.CleanHandOver, Promise.NothingAfterRevocation, Promise.CommitsOwnPartitions, Promise.NoCommitRegression, Promise.ResumePoint, Promise.BoundedDuplicates, Promise.NoRebalanceStorm])]
internal class TwoInstances(ProcessContext context) : ConsumerProgram(context)
{
    private const int CommitEvery = 2;

    /// <summary>Handled and not committed, by partition.</summary>
    protected Dictionary<TopicPartition, Order> Handled { get; } = [];

    public override async Task RunAsync()
    {
        using var consumer = NewConsumer()
            .SetPartitionsAssignedHandler((_, partitions) => Assigned(partitions))
            .SetPartitionsRevokedHandler((c, gone) => Revoked(c, gone))
            .SetPartitionsLostHandler((c, gone) => Lost(c, gone))
            .Build();
        consumer.Subscribe("orders");
        try
        {
            while (true)
                await TurnAsync(consumer, consumer.Consume(Stopping));
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }

        consumer.Close();
    }

    /// <summary>Where to begin in each partition.</summary>
    protected virtual IEnumerable<TopicPartitionOffset> Assigned(List<TopicPartition> partitions) =>
        partitions.Select(p => new TopicPartitionOffset(p, Offset.Unset));

    protected virtual async Task TurnAsync(Consumer consumer, Order order)
    {
        await HandleAsync(order);
        Handled[order.TopicPartition] = order;
        if (order.Offset % CommitEvery == CommitEvery - 1)
            Commit(consumer, order.TopicPartition);
    }

    protected virtual void Revoked(Consumer consumer, List<TopicPartitionOffset> gone) => gone.ForEach(p => Commit(consumer, p.TopicPartition));

    protected virtual void Lost(Consumer consumer, List<TopicPartitionOffset> gone) => gone.ForEach(p => Handled.Remove(p.TopicPartition));

    protected virtual void Commit(Consumer consumer, TopicPartition partition)
    {
        if (Handled.Remove(partition, out var order))
            consumer.Commit(order);
    }
}
