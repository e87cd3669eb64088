namespace ChaosMutants.Published;

/// <summary>
/// akka/alpakka-kafka#1121: committed offsets are committed again after a quiet time, lest they expire; also those of partitions that somebody else has
/// by now, who has got further.
/// </summary>
[Program("alpakka-kafka#1121", Records = 6, Keys = "ADADAD", Partitions = 2, Keeps = [Promise.NoCommitRegression])]
internal class Alpakka1121(ProcessContext context) : ConsumerProgram(context)
{
    private static readonly TimeSpan s_refreshAfter = TimeSpan.FromSeconds(3);

    protected Dictionary<TopicPartition, TopicPartitionOffset> Committed { get; } = [];

    public override async Task RunAsync()
    {
        using var consumer = NewConsumer()
            .SetPartitionsRevokedHandler((_, gone) => GiveUp(gone))
            .SetPartitionsLostHandler((_, gone) => GiveUp(gone))
            .Build();
        consumer.Subscribe("orders");
        var refreshAt = DateTimeOffset.MaxValue;
        while (!Stopping.IsCancellationRequested)
        {
            if (consumer.Consume(TimeSpan.FromSeconds(1)) is { } order)
            {
                await HandleAsync(order);
                consumer.Commit(order);
                Committed[order.TopicPartition] = After(order);
                refreshAt = Context.TimeProvider.GetUtcNow() + s_refreshAfter;
            }

            if (Context.TimeProvider.GetUtcNow() < refreshAt || Committed.Count == 0)
                continue;
            consumer.Commit(Committed.Values);
            refreshAt = DateTimeOffset.MaxValue;
        }

        consumer.Close();
    }

    protected virtual void GiveUp(List<TopicPartitionOffset> gone)
    {
    }

    /// <summary>Refreshes what it has.</summary>
    internal sealed class Repaired(ProcessContext context) : Alpakka1121(context)
    {
        protected override void GiveUp(List<TopicPartitionOffset> gone) => gone.ForEach(p => Committed.Remove(p.TopicPartition));
    }
}
