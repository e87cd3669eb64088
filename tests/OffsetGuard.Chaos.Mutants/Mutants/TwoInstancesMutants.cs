using ChaosMutants.Programs;

namespace ChaosMutants.Mutants;

internal static class TwoInstancesMutants
{
    [Mutant("missing commit on revoke", "does not commit what it has handled when its partitions go", Takes.Rebalance, "clean-hand-over", "final-commit-exact")]
    private sealed class DoesNotCommitOnRevoke(ProcessContext context) : TwoInstances(context)
    {
        protected override void Revoked(Consumer consumer, List<TopicPartitionOffset> gone) => Lost(consumer, gone);
    }

    [Mutant("stale per-partition cache", "keeps what it has not committed over a rebalance, and commits it later", Takes.Rebalance,
        "commit-regression", "commit-unassigned", "clean-hand-over", "final-commit-exact")]
    private sealed class CommitsItLater(ProcessContext context) : TwoInstances(context)
    {
        protected override void Revoked(Consumer consumer, List<TopicPartitionOffset> gone)
        {
            // The next commit covers it.
        }

        protected override async Task TurnAsync(Consumer consumer, Order order)
        {
            await base.TurnAsync(consumer, order);
            foreach (var partition in Handled.Keys.Where(p => p != order.TopicPartition).ToList())
                Commit(consumer, partition);
        }
    }

    [Mutant("commit on lost", "commits what it has handled when its partitions are lost, and ignores the error", Takes.Zombie,
        "commit-unassigned", "commit-regression", "processed-after-revoked")]
    private sealed class CommitsOnLost(ProcessContext context) : TwoInstances(context)
    {
        protected override void Lost(Consumer consumer, List<TopicPartitionOffset> gone)
        {
            try
            {
                Revoked(consumer, gone);
            }
            catch (KafkaException refused)
            {
                Console.Error.WriteLine(refused.Message);
            }
        }
    }

    [Mutant("seek to wrong offset", "begins where it has once left a partition, not where the group is", Takes.Rebalance,
        "resume-point", "gratuitous-duplicates", "bounded-duplicates")]
    private sealed class BeginsWhereItHasLeft(ProcessContext context) : TwoInstances(context)
    {
        private readonly Dictionary<TopicPartition, Offset> _left = [];

        protected override IEnumerable<TopicPartitionOffset> Assigned(List<TopicPartition> partitions) =>
            partitions.Select(p => new TopicPartitionOffset(p, _left.GetValueOrDefault(p, Offset.Unset)));

        protected override async Task TurnAsync(Consumer consumer, Order order)
        {
            _left[order.TopicPartition] = order.Offset;
            await base.TurnAsync(consumer, order);
        }
    }

    [Mutant("seek to wrong offset", "begins every partition at its beginning when it is assigned", Takes.Rebalance, "resume-point", "bounded-duplicates")]
    private sealed class BeginsAtTheBeginning(ProcessContext context) : TwoInstances(context)
    {
        protected override IEnumerable<TopicPartitionOffset> Assigned(List<TopicPartition> partitions) =>
            partitions.Select(p => new TopicPartitionOffset(p, Offset.Beginning));
    }

    [Mutant("seek to wrong offset", "begins every partition at its end once it has handled something", Takes.Rebalance, "at-least-once", "progress", "resume-point")]
    private sealed class BeginsAtTheEnd(ProcessContext context) : TwoInstances(context)
    {
        private bool _hasHandled;

        protected override IEnumerable<TopicPartitionOffset> Assigned(List<TopicPartition> partitions) =>
            partitions.Select(p => new TopicPartitionOffset(p, _hasHandled ? Offset.End : Offset.Unset));

        protected override async Task TurnAsync(Consumer consumer, Order order)
        {
            await base.TurnAsync(consumer, order);
            _hasHandled = true;
        }
    }

    [Mutant("handler slower than max.poll", "takes longer for an order than max.poll.interval.ms allows", Takes.Nothing,
        "progress", "gratuitous-duplicates", "rebalance-storm", "processed-after-revoked")]
    private sealed class IsTooSlow(ProcessContext context) : TwoInstances(context)
    {
        protected override ConsumerConfig Config => new(base.Config) { SessionTimeoutMs = 6_000, MaxPollIntervalMs = 6_000 };

        protected override async Task HandleAsync(Order order)
        {
            await Task.Delay(TimeSpan.FromSeconds(20), Context.TimeProvider);
            Handle(order);
        }
    }

    [Mutant("commit error ignored", "tries a refused commit again until it succeeds", Takes.Zombie, "progress")]
    private sealed class CommitsUntilItSucceeds(ProcessContext context) : TwoInstances(context)
    {
        protected override void Commit(Consumer consumer, TopicPartition partition)
        {
            if (!Handled.Remove(partition, out var order))
                return;
            while (true)
            {
                try
                {
                    consumer.Commit(order);
                    return;
                }
                catch (KafkaException)
                {
                    Task.Delay(TimeSpan.FromMilliseconds(100), Context.TimeProvider).GetAwaiter().GetResult();
                }
            }
        }
    }

    [Mutant("effects after revoke", "reads one order ahead and keeps it over a rebalance", Takes.Rebalance,
        "processed-after-revoked", "commit-regression", "gratuitous-duplicates", "clean-hand-over")]
    private sealed class ReadsOneAhead(ProcessContext context) : TwoInstances(context)
    {
        protected override async Task TurnAsync(Consumer consumer, Order order)
        {
            for (Order? current = order; current is not null;)
            {
                var ahead = consumer.Consume(TimeSpan.FromSeconds(5));
                await base.TurnAsync(consumer, current);
                current = ahead;
            }
        }
    }

    [Mutant("commit before process", "commits an order and then handles it", Takes.Kill, "at-least-once")]
    private sealed class CommitsFirst(ProcessContext context) : TwoInstances(context)
    {
        protected override async Task TurnAsync(Consumer consumer, Order order)
        {
            consumer.Commit(order);
            await HandleAsync(order);
        }
    }
}
