using ChaosMutants.Programs;
using OffsetGuard.Chaos.Durability;

namespace ChaosMutants.Mutants;

internal static class DedupStoreMutants
{
    [Mutant("dedup mark before effect", "marks an order as done and then does it", Takes.Kill, "at-least-once", "progress")]
    private sealed class MarksFirst(ProcessContext context) : DedupStore(context)
    {
        protected override void Handle(Order order)
        {
            if (Done.TryInsert(IdOf(order), Now))
                Add(order, Totals);
        }
    }

    [Mutant("dedup mark after effect", "does an order and then marks it as done", Takes.Kill, "exactly-once")]
    private sealed class MarksAfterwards(ProcessContext context) : DedupStore(context)
    {
        protected override void Handle(Order order)
        {
            if (Done.Contains(IdOf(order)))
                return;
            Add(order, Totals);
            Done.Upsert(IdOf(order), Now);
        }
    }

    [Mutant("dedup key without partition", "knows an order by its offset alone", Takes.Nothing, "at-least-once", "progress")]
    private sealed class ForgetsThePartition(ProcessContext context) : DedupStore(context)
    {
        protected override string IdOf(Order order) => order.Offset.Value.ToString();
    }

    [Mutant("dedup by key", "knows an order by the key of its message", Takes.Nothing, "at-least-once", "progress")]
    private sealed class KnowsTheKeyOnly(ProcessContext context) : DedupStore(context)
    {
        protected override string IdOf(Order order) => order.Message.Key;
    }

    [Mutant("dedup in memory", "remembers what was done in memory", Takes.Kill, "exactly-once")]
    private sealed class RemembersInMemory(ProcessContext context) : DedupStore(context)
    {
        private readonly HashSet<string> _done = [];

        protected override void Handle(Order order)
        {
            if (_done.Add(IdOf(order)))
                Add(order, Totals);
        }
    }

    [Mutant("dedup TTL shorter than redelivery", "forgets after 30 seconds what was done", Takes.Kill, "exactly-once")]
    private sealed class ForgetsTooEarly(ProcessContext context) : DedupStore(context)
    {
        protected override void Handle(Order order)
        {
            if (Done.TryGet(IdOf(order), out var at) && Now - at > TimeSpan.FromSeconds(30))
                Done.Delete(IdOf(order));
            base.Handle(order);
        }
    }

    [Mutant("transaction not committed", "forgets to commit the transaction when there is a total already", Takes.Nothing, "at-least-once", "progress")]
    private sealed class ForgetsToCommit(ProcessContext context) : DedupStore(context)
    {
        protected override void Commit(DurableTransaction transaction)
        {
            if (Done.Rows.Count < 2)
                base.Commit(transaction);
        }
    }

    [Mutant("missing commit", "does not commit the offset of an order that was done already", Takes.Kill, "final-commit-exact")]
    private sealed class CommitsNoDuplicates(ProcessContext context) : DedupStore(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            if (Done.Contains(IdOf(order)))
                return;
            base.Turn(consumer, order);
        }
    }

    [Mutant("dedup not atomic", "looks outside of the transaction whether an order was done", Takes.Zombie, "exactly-once")]
    private sealed class LooksOutsideOfTheTransaction(ProcessContext context) : DedupStore(context)
    {
        protected override void Handle(Order order)
        {
            if (Done.Contains(IdOf(order)))
                return;
            Context.Mark($"price {order.Message.Key}");   // asks another service meanwhile
            using var transaction = Stores.Begin();
            Done.In(transaction).Upsert(IdOf(order), Now);
            Add(order, Totals.In(transaction));
            transaction.Commit();
        }
    }

    [Mutant("swallow + commit", "swallows that the database has failed", Takes.StoreFailure, "at-least-once")]
    private sealed class SwallowsStoreFailures(ProcessContext context) : DedupStore(context)
    {
        protected override void Commit(DurableTransaction transaction)
        {
            try
            {
                transaction.Commit();
            }
            catch (InjectedFailureException failure)
            {
                Console.Error.WriteLine(failure.Message);
            }
        }
    }

    [Mutant("retry of an unclear outcome", "writes again without looking when the database did not answer", Takes.StoreFailure, "exactly-once")]
    private sealed class WritesAgain(ProcessContext context) : DedupStore(context)
    {
        protected override void Handle(Order order)
        {
            try
            {
                base.Handle(order);
            }
            catch (InjectedFailureException)
            {
                Add(order, Totals);
            }
        }
    }
}
