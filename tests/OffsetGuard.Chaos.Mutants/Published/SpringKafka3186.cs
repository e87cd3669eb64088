namespace ChaosMutants.Published;

/// <summary>
/// spring-projects/spring-kafka#3186: a commit that fails because the group rebalances is kept for another attempt. A later one succeeds, and when the
/// partition is revoked the old one is tried once more: the group goes back.
/// </summary>
[Program("spring-kafka#3186", Records = 4, Partitions = 2, Keeps = [Promise.NoCommitRegression])]
internal class SpringKafka3186(ProcessContext context) : ConsumerProgram(context)
{
    protected Dictionary<TopicPartition, TopicPartitionOffset> ToRetry { get; } = [];

    public override async Task RunAsync()
    {
        using var consumer = NewConsumer()
            .SetPartitionsRevokedHandler((c, _) => Retry(c))
            .SetPartitionsLostHandler((_, _) => ToRetry.Clear())
            .Build();
        consumer.Subscribe("orders");
        try
        {
            while (true)
            {
                var order = consumer.Consume(Stopping);
                await HandleAsync(order);
                Commit(consumer, After(order));
            }
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }

        consumer.Close();
    }

    protected virtual void NoteCommitted(TopicPartition partition)
    {
    }

    private void Commit(Consumer consumer, TopicPartitionOffset next)
    {
        try
        {
            consumer.Commit([next]);
            NoteCommitted(next.TopicPartition);
        }
        catch (KafkaException)
        {
            ToRetry[next.TopicPartition] = next;
        }
    }

    private void Retry(Consumer consumer)
    {
        if (ToRetry.Count > 0)
            consumer.Commit(ToRetry.Values);
        ToRetry.Clear();
    }

    /// <summary>A later commit makes the old one void.</summary>
    internal sealed class Repaired(ProcessContext context) : SpringKafka3186(context)
    {
        protected override void NoteCommitted(TopicPartition partition) => ToRetry.Remove(partition);
    }
}
