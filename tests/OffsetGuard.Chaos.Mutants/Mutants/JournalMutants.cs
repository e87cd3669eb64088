using ChaosMutants.Programs;

namespace ChaosMutants.Mutants;

internal static class JournalMutants
{
    [Mutant("recovery clears its marker first", "strikes an entry out and then does it again", Takes.TwoKills, "at-least-once")]
    private sealed class ClearsTheJournalFirst(ProcessContext context) : Journal(context)
    {
        protected override void Recover()
        {
            foreach (var (key, order) in Begun.Rows)
            {
                Begun.Delete(key);
                Context.Processed(order);
            }
        }
    }

    [Mutant("recovery clears its marker first", "notes that it has tried an entry, and tries none twice", Takes.TwoKills, "at-least-once")]
    private sealed class TriesOnce(ProcessContext context) : Journal(context)
    {
        protected override void Recover()
        {
            foreach (var (key, order) in Begun.Rows)
            {
                if (Tried.TryInsert(key, true))
                    Context.Processed(order);
                Begun.Delete(key);
            }
        }
    }

    [Mutant("recovery missing", "does not look into the journal when it starts", Takes.Kill, "at-least-once")]
    private sealed class IgnoresTheJournal(ProcessContext context) : Journal(context)
    {
        protected override void Recover()
        {
        }
    }

    [Mutant("commit before process", "commits and then writes the journal", Takes.Kill, "at-least-once")]
    private sealed class WritesTheJournalTooLate(ProcessContext context) : Journal(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            consumer.Commit(order);
            Begin(order);
            Handle(order);
            End(order);
        }
    }

    [Mutant("dedup mark before effect", "strikes an entry out before it is done", Takes.Kill, "at-least-once")]
    private sealed class StrikesOutTooEarly(ProcessContext context) : Journal(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            Begin(order);
            consumer.Commit(order);
            End(order);
            Handle(order);
        }
    }
}
