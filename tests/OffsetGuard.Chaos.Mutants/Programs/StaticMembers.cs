namespace ChaosMutants.Programs;

/// <summary>Two instances with fixed identities: one that is restarted in time gets its partitions back without a rebalance.</summary>
[Program("static membership", Records = 4, Partitions = 2, Instances = 2, Keeps = [Promise.NoRebalanceStorm, Promise.NoSwallowedError])]
internal class StaticMembers(ProcessContext context) : ConsumerProgram(context)
{
    protected override ConsumerConfig Config => new(base.Config) { GroupInstanceId = $"billing-{Context.Name}" };

    protected override void Run()
    {
        using var consumer = NewConsumer().Build();
        consumer.Subscribe("orders");
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

    protected virtual void Turn(Consumer consumer, Order order)
    {
        Handle(order);
        consumer.Commit(order);
    }
}
