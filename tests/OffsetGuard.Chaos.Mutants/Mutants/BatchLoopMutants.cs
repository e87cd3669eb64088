using ChaosMutants.Programs;

namespace ChaosMutants.Mutants;

internal static class BatchLoopMutants
{
    [Mutant("commit before process", "commits a batch and then handles it", Takes.Kill, "at-least-once")]
    private sealed class CommitsTheBatchFirst(ProcessContext context) : BatchLoop(context)
    {
        protected override async Task FlushAsync(Consumer consumer)
        {
            consumer.Commit(AfterAll(Batch));
            await HandleBatchAsync();
            Batch.Clear();
        }
    }

    [Mutant("commit before process", "commits each order when it joins the batch", Takes.Kill, "at-least-once")]
    private sealed class CommitsWhatItCollects(ProcessContext context) : BatchLoop(context)
    {
        protected override async Task CollectAsync(Consumer consumer, Order? order)
        {
            if (order is not null)
                consumer.Commit(order);
            await base.CollectAsync(consumer, order);
        }
    }

    [Mutant("commit highest of batch after partial failure", "logs an order of the batch that fails and commits the whole batch", Takes.HandlerFailure,
        "at-least-once")]
    private sealed class CommitsThePartlyHandledBatch(ProcessContext context) : BatchLoop(context)
    {
        protected override async Task HandleAsync(Order order)
        {
            try
            {
                await base.HandleAsync(order);
            }
            catch (InjectedFailureException failure)
            {
                Console.Error.WriteLine($"Order {order.Message.Key} failed: {failure.Message}");
            }
        }
    }

    [Mutant("log and skip", "throws a batch away that fails, and goes on with the next one", Takes.HandlerFailure, "at-least-once", "progress")]
    private sealed class DropsTheBatchThatFails(ProcessContext context) : BatchLoop(context)
    {
        protected override async Task FlushAsync(Consumer consumer)
        {
            try
            {
                await base.FlushAsync(consumer);
            }
            catch (InjectedFailureException)
            {
                Batch.Clear();
            }
        }
    }

    [Mutant("commit one of many", "commits the last order of the batch only, whatever partitions the others are of", Takes.Nothing, "final-commit-exact")]
    private sealed class CommitsOnePartition(ProcessContext context) : BatchLoop(context)
    {
        protected override async Task FlushAsync(Consumer consumer)
        {
            await HandleBatchAsync();
            consumer.Commit(Batch[^1]);
            Batch.Clear();
        }
    }

    [Mutant("commit of another partition", "commits the highest offset of the batch for every partition", Takes.Nothing,
        "at-least-once", "commit-ahead", "final-commit-exact")]
    private sealed class CommitsOneOffsetForAll(ProcessContext context) : BatchLoop(context)
    {
        protected override async Task FlushAsync(Consumer consumer)
        {
            await HandleBatchAsync();
            var next = Batch.Max(o => o.Offset.Value) + 1;
            consumer.Commit(consumer.Assignment.Select(p => new TopicPartitionOffset(p, next)));
            Batch.Clear();
        }
    }

    [Mutant("commit o", "commits the offsets of the batch instead of the next ones", Takes.Nothing, "final-commit-exact")]
    private sealed class CommitsOwnOffsets(ProcessContext context) : BatchLoop(context)
    {
        protected override async Task FlushAsync(Consumer consumer)
        {
            await HandleBatchAsync();
            consumer.Commit(Batch.Select(o => o.TopicPartitionOffset));
            Batch.Clear();
        }
    }

    [Mutant("partial batch never flushed", "waits for a full batch, however long that takes", Takes.Nothing, "progress")]
    private sealed class WaitsForAFullBatch(ProcessContext context) : BatchLoop(context)
    {
        protected override async Task CollectAsync(Consumer consumer, Order? order)
        {
            if (order is not null)
                await base.CollectAsync(consumer, order);
        }
    }

    [Mutant("unawaited handler", "handles the batch in the background and commits it meanwhile", Takes.Kill, "at-least-once")]
    private sealed class HandlesInTheBackground(ProcessContext context) : BatchLoop(context)
    {
        protected override Task FlushAsync(Consumer consumer)
        {
            foreach (var order in Batch)
                _ = Task.Run(() => HandleAsync(order));
            consumer.Commit(AfterAll(Batch));
            Batch.Clear();
            return Task.CompletedTask;
        }
    }

    [Mutant("effects after revoke", "keeps what it has collected over a rebalance, and handles and commits it later", Takes.Rebalance,
        "commit-regression", "processed-after-revoked", "resume-point")]
    private sealed class KeepsTheBatchOverARebalance(ProcessContext context) : BatchLoop(context)
    {
        protected override void Revoked(Consumer consumer)
        {
            // The batch is nearly full: the next order will flush it.
        }
    }

    [Mutant("commit on revoke", "commits on revoke whatever it was given, handled or not", Takes.Rebalance,
        "at-least-once", "commit-ahead")]
    private sealed class CommitsItsPositionOnRevoke(ProcessContext context) : BatchLoop(context)
    {
        protected override void Revoked(Consumer consumer)
        {
            if (Batch.Count > 0)
                consumer.Commit();
            Batch.Clear();
        }
    }

    [Mutant("effects on lost", "handles what it has collected when its partitions are lost", Takes.Zombie, "processed-after-revoked")]
    private sealed class HandlesWhatIsLost(ProcessContext context) : BatchLoop(context)
    {
        protected override void Lost(Consumer consumer)
        {
            HandleBatchAsync().GetAwaiter().GetResult();
            Batch.Clear();
        }
    }
}
