using ChaosMutants.Programs;

namespace ChaosMutants.Mutants;

internal static class PartitionWorkersMutants
{
    [Mutant("no drain on revoke", "gives a partition away while its worker goes on", Takes.Rebalance, "processed-after-revoked", "clean-hand-over", "unobserved-work")]
    private sealed class DoesNotWaitForItsWorkers(ProcessContext context) : PartitionWorkers(context)
    {
        protected override void Revoked(Consumer consumer, List<TopicPartitionOffset> gone)
        {
            foreach (var partition in gone)
            {
                if (Workers.Remove(partition.TopicPartition, out var worker))
                    Commit(consumer, worker);
            }
        }
    }

    [Mutant("stale per-partition cache", "keeps the workers of partitions that are gone, and commits for them", Takes.Rebalance,
        "processed-after-revoked", "commit-regression", "commit-unassigned")]
    private sealed class KeepsItsWorkers(ProcessContext context) : PartitionWorkers(context)
    {
        protected override void Revoked(Consumer consumer, List<TopicPartitionOffset> gone)
        {
            // They will have nothing to do.
        }
    }

    [Mutant("commit before process", "commits an order when a worker has it", Takes.Kill, "at-least-once")]
    private sealed class CommitsWhatItDispatches(ProcessContext context) : PartitionWorkers(context)
    {
        protected override void Dispatch(Consumer consumer, Order order)
        {
            base.Dispatch(consumer, order);
            consumer.Commit(order);
        }
    }

    [Mutant("swallow + commit", "swallows what a worker's handler throws", Takes.HandlerFailure, "at-least-once")]
    private sealed class SwallowsInTheWorker(ProcessContext context) : PartitionWorkers(context)
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

    [Mutant("unobserved failure", "never looks whether a worker has failed", Takes.HandlerFailure, "progress")]
    private sealed class NeverLooksAfterItsWorkers(ProcessContext context) : PartitionWorkers(context)
    {
        protected override void CommitHandled(Consumer consumer)
        {
            foreach (var worker in Workers.Values)
                Commit(consumer, worker);
        }
    }

    [Mutant("unawaited handler", "takes an order for handled when its handler has begun", Takes.Kill, "at-least-once")]
    private sealed class DoesNotAwaitTheHandler(ProcessContext context) : PartitionWorkers(context)
    {
        protected override Task HandleAsync(Order order)
        {
            _ = base.HandleAsync(order);
            return Task.CompletedTask;
        }
    }

    [Mutant("commit on lost", "drains and commits when its partitions are lost", Takes.Zombie, "processed-after-revoked", "commit-unassigned", "commit-regression")]
    private sealed class CommitsWhatIsLost(ProcessContext context) : PartitionWorkers(context)
    {
        protected override void Lost(Consumer consumer, List<TopicPartitionOffset> gone) => Revoked(consumer, gone);
    }

    [Mutant("unawaited handler", "forgets the workers of partitions that are lost, and ends before they do", Takes.Zombie,
        "unobserved-work", "processed-after-revoked")]
    private sealed class ForgetsItsWorkers(ProcessContext context) : PartitionWorkers(context)
    {
        protected override void Abandon(Worker worker)
        {
        }
    }

    [Mutant("commit all instead of revoked", "commits on revoke whatever it was given, handled or not", Takes.Rebalance,
        "at-least-once", "commit-ahead")]
    private sealed class CommitsItsPosition(ProcessContext context) : PartitionWorkers(context)
    {
        protected override void Revoked(Consumer consumer, List<TopicPartitionOffset> gone)
        {
            if (Workers.Count > 0)
                consumer.Commit();
            base.Revoked(consumer, gone);
        }
    }

    [Mutant("Dispose without Close", "leaves while its workers are busy", Takes.Stop, "final-commit-exact", "unobserved-work", "clean-shutdown")]
    private sealed class LeavesWithoutItsWorkers(ProcessContext context) : PartitionWorkers(context)
    {
        protected override void Leave(Consumer consumer)
        {
            // Dispose will do.
        }
    }

    [Mutant("commit of another partition", "remembers one handled order for all partitions", Takes.Nothing,
        "at-least-once", "final-commit-exact", "commit-ahead")]
    private sealed class RemembersOneOrderForAll(ProcessContext context) : PartitionWorkers(context)
    {
        private Order? _handled;

        protected override async Task HandleAsync(Order order)
        {
            await base.HandleAsync(order);
            _handled = order;
        }

        protected override void CommitHandled(Consumer consumer)
        {
            if (_handled is null)
                return;
            consumer.Commit(consumer.Assignment.Select(p => new TopicPartitionOffset(p, _handled.Offset + 1)));
            _handled = null;
        }
    }
}
