using ChaosMutants.Programs;

namespace ChaosMutants.Mutants;

internal static class CooperativeStateMutants
{
    [Mutant("clear all instead of revoked", "forgets the state of all partitions when one is revoked", Takes.Rebalance, "at-least-once", "progress")]
    private sealed class ForgetsEverything(ProcessContext context) : CooperativeState(context)
    {
        protected override void Revoked(Consumer consumer, List<TopicPartition> gone)
        {
            base.Revoked(consumer, gone);
            States.Clear();
        }
    }

    [Mutant("stale per-partition cache", "keeps the state of a partition that is revoked, and writes it later", Takes.Rebalance,
        "processed-after-revoked", "commit-regression", "commit-unassigned", "clean-hand-over", "resume-point")]
    private sealed class KeepsTheState(ProcessContext context) : CooperativeState(context)
    {
        protected override void Revoked(Consumer consumer, List<TopicPartition> gone)
        {
            // It will be written when nothing comes for a while.
        }
    }

    [Mutant("commit before process", "commits and then writes", Takes.Kill, "at-least-once")]
    private sealed class CommitsFirst(ProcessContext context) : CooperativeState(context)
    {
        protected override void Flush(Consumer consumer, TopicPartition partition)
        {
            if (!States.Remove(partition, out var state))
                return;
            consumer.Commit(state[^1]);
            Write(state);
        }
    }

    [Mutant("commit before process", "commits what is in memory", Takes.Kill, "at-least-once")]
    private sealed class CommitsWhatItRemembers(ProcessContext context) : CooperativeState(context)
    {
        protected override async Task TurnAsync(Consumer consumer, Order order)
        {
            await base.TurnAsync(consumer, order);
            consumer.Commit(order);
        }
    }

    [Mutant("no flush on revoke", "commits on revoke what it has read, and forgets it", Takes.Rebalance, "at-least-once")]
    private sealed class CommitsWithoutWriting(ProcessContext context) : CooperativeState(context)
    {
        protected override void Revoked(Consumer consumer, List<TopicPartition> gone)
        {
            foreach (var partition in gone)
            {
                if (States.Remove(partition, out var state))
                    consumer.Commit(state[^1]);
            }
        }
    }

    [Mutant("effects on lost", "writes the state of a partition that is lost", Takes.Zombie, "processed-after-revoked", "dual-ownership")]
    private sealed class WritesWhatIsLost(ProcessContext context) : CooperativeState(context)
    {
        protected override void Lost(List<TopicPartition> gone)
        {
            foreach (var partition in gone)
            {
                if (States.Remove(partition, out var state))
                    Write(state);
            }
        }
    }

    [Mutant("not clearing \"last revoked\"", "ignores orders of partitions that were ever revoked", Takes.Rebalance, "progress", "at-least-once")]
    private sealed class IgnoresWhatWasOnceRevoked(ProcessContext context) : CooperativeState(context)
    {
        private readonly HashSet<TopicPartition> _revoked = [];

        protected override void Revoked(Consumer consumer, List<TopicPartition> gone)
        {
            base.Revoked(consumer, gone);
            _revoked.UnionWith(gone);
        }

        protected override Task TurnAsync(Consumer consumer, Order order) =>
            _revoked.Contains(order.TopicPartition) ? Task.CompletedTask : base.TurnAsync(consumer, order);
    }
}
