namespace ChaosMutants.Programs;

/// <summary>Pauses the partition of an order that failed, goes back to it, and tries again after a while; the others go on.</summary>
[Program("pause and retry", Records = 4, Partitions = 2)]
internal class PauseAndRetry(ProcessContext context) : ConsumerProgram(context)
{
    private static readonly TimeSpan s_delay = TimeSpan.FromSeconds(10);

    protected Dictionary<TopicPartition, DateTimeOffset> ResumeAt { get; } = [];

    protected override void Run()
    {
        using var consumer = NewConsumer()
            .SetPartitionsRevokedHandler((c, gone) => GiveUp(c, gone))
            .SetPartitionsLostHandler((c, gone) => GiveUp(c, gone))
            .Build();
        consumer.Subscribe("orders");
        while (!Stopping.IsCancellationRequested)
        {
            if (consumer.Consume(TimeSpan.FromSeconds(1)) is { } order)
                Turn(consumer, order);
            foreach (var (partition, at) in ResumeAt.ToList())
            {
                if (at <= Context.TimeProvider.GetUtcNow())
                    Resume(consumer, partition);
            }
        }

        consumer.Close();
    }

    protected virtual void Turn(Consumer consumer, Order order)
    {
        try
        {
            Handle(order);
        }
        catch (InjectedFailureException)
        {
            Postpone(consumer, order);
            return;
        }

        consumer.Commit(order);
    }

    protected virtual void Postpone(Consumer consumer, Order order)
    {
        consumer.Pause([order.TopicPartition]);
        Rewind(consumer, order);
        ResumeAt[order.TopicPartition] = Context.TimeProvider.GetUtcNow() + s_delay;
    }

    /// <summary>The client keeps a partition paused over a rebalance: should it come back, it has to be read.</summary>
    protected virtual void GiveUp(Consumer consumer, List<TopicPartitionOffset> gone) =>
        gone.Select(p => p.TopicPartition).Where(ResumeAt.ContainsKey).ToList().ForEach(p => Resume(consumer, p));

    protected virtual void Rewind(Consumer consumer, Order order) => consumer.Seek(order.TopicPartitionOffset);

    protected virtual void Resume(Consumer consumer, TopicPartition partition)
    {
        consumer.Resume([partition]);
        ResumeAt.Remove(partition);
    }
}
