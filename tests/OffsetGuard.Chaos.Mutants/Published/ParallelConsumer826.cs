using System.Collections.Concurrent;

namespace ChaosMutants.Published;

/// <summary>
/// confluentinc/parallel-consumer#826 and #827: when nothing is in work, everything that was ever polled counts as done; but what was polled a moment
/// ago is in the mailbox still, and not in work yet.
/// </summary>
[Program("parallel-consumer#826")]
internal class ParallelConsumer826(ProcessContext context) : ConsumerProgram(context)
{
    private readonly ConcurrentQueue<Order> _mailbox = new();
    private readonly SortedSet<long> _inWork = [];
    private long _highestSeen = -1;
    private long _committed;

    protected long HighestDone { get; private set; } = -1;

    public override async Task RunAsync()
    {
        using var consumer = NewConsumer().Build();
        consumer.Subscribe("orders");
        var working = Task.Run(WorkAsync);
        while (!Stopping.IsCancellationRequested)
        {
            if (consumer.Consume(TimeSpan.FromMilliseconds(200)) is { } order)
            {
                _highestSeen = order.Offset;
                _mailbox.Enqueue(order);
            }

            if (working.IsFaulted)
                await working;
            Commit(consumer);
        }

        await working;
        Commit(consumer);
        consumer.Close();
    }

    protected virtual long HighestDoneOr(long highestSeen) => highestSeen;

    private void Commit(Consumer consumer)
    {
        var next = _inWork.Count > 0 ? _inWork.Min : HighestDoneOr(_highestSeen) + 1;
        if (next <= _committed)
            return;
        consumer.Commit([new TopicPartitionOffset("orders", 0, next)]);
        _committed = next;
    }

    /// <summary>Empties the mailbox once a second.</summary>
    private async Task WorkAsync()
    {
        while (!Stopping.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), Context.TimeProvider);
            while (_mailbox.TryDequeue(out var order))
            {
                _inWork.Add(order.Offset);
                await HandleAsync(order);
                HighestDone = order.Offset;
                _inWork.Remove(order.Offset);
            }
        }
    }

    /// <summary>Counts from what was done, not from what was seen.</summary>
    internal sealed class Repaired(ProcessContext context) : ParallelConsumer826(context)
    {
        protected override long HighestDoneOr(long highestSeen) => HighestDone;
    }
}
