namespace ChaosMutants.Programs;

/// <summary>One process reads every partition of the topic, without a rebalance, from where it has committed.</summary>
[Program("manual assignment", Records = 4, Partitions = 2, Keeps = [Promise.BoundedDuplicates, Promise.ResumePoint])]
internal class ManualAssignment(ProcessContext context) : ConsumerProgram(context)
{
    protected static TopicPartition[] Partitions => [new("orders", 0), new("orders", 1)];

    protected override void Run()
    {
        using var consumer = NewConsumer().Build();
        consumer.Assign(Start(consumer));
        try
        {
            while (true)
                Turn(consumer, consumer.Consume(Stopping));
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }

        consumer.Close();
    }

    protected virtual IEnumerable<TopicPartitionOffset> Start(Consumer consumer) =>
        Partitions.Select(p => new TopicPartitionOffset(p, Offset.Stored));

    protected virtual void Turn(Consumer consumer, Order order)
    {
        Handle(order);
        consumer.Commit(order);
    }
}
