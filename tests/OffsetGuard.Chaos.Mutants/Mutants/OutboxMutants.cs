using ChaosMutants.Programs;

namespace ChaosMutants.Mutants;

internal static class OutboxMutants
{
    [Mutant("dedup mark before effect", "deletes a letter from the outbox and then publishes it", Takes.Kill, "at-least-once")]
    private sealed class DeletesFirst(ProcessContext context) : Outbox(context)
    {
        protected override void Relay()
        {
            foreach (var (id, letter) in Letters.Rows)
            {
                Letters.Delete(id);
                Publish(letter);
            }
        }
    }

    [Mutant("dual write", "publishes by itself when the bill is written, without the outbox", Takes.Kill, "at-least-once")]
    private sealed class PublishesWithoutTheOutbox(ProcessContext context) : Outbox(context)
    {
        protected override void Handle(Order order)
        {
            if (Bills.TryInsert(IdOf(order), order.Message.Value))
                Publish(LetterOf(order));
        }
    }

    [Mutant("dual write", "puts the letter into the outbox when the transaction is over", Takes.Kill, "at-least-once")]
    private sealed class WritesTheLetterAfterwards(ProcessContext context) : Outbox(context)
    {
        protected override void Handle(Order order)
        {
            if (Bills.TryInsert(IdOf(order), order.Message.Value))
                Letters.Upsert(IdOf(order), LetterOf(order));
            Relay();
        }
    }

    [Mutant("publish not awaited", "deletes a letter while it is being sent", Takes.Kill, "at-least-once")]
    private sealed class DoesNotAwaitTheBroker(ProcessContext context) : Outbox(context)
    {
        protected override void Publish(Letter letter) => Send(letter);
    }

    [Mutant("publish error ignored", "deletes a letter that the broker has refused", Takes.ProduceFailure, "at-least-once")]
    private sealed class IgnoresThatPublishingFailed(ProcessContext context) : Outbox(context)
    {
        protected override ProducerConfig ProducerConfig => new(base.ProducerConfig) { MessageSendMaxRetries = 0 };

        protected override void Publish(Letter letter)
        {
            try
            {
                base.Publish(letter);
            }
            catch (ProduceException<string, string> refused)
            {
                Console.Error.WriteLine(refused.Message);
            }
        }
    }

    [Mutant("commit before process", "commits an order and then writes the bill", Takes.Kill, "at-least-once")]
    private sealed class CommitsFirst(ProcessContext context) : Outbox(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            consumer.Commit(order);
            Handle(order);
        }
    }

    [Mutant("recovery missing", "publishes the letters of this life only", Takes.Kill, "at-least-once")]
    private sealed class ForgetsTheLettersOfTheDead(ProcessContext context) : Outbox(context)
    {
        private readonly HashSet<string> _mine = [];

        protected override void Handle(Order order)
        {
            if (!Bills.Contains(IdOf(order)))
                _mine.Add(IdOf(order));
            base.Handle(order);
        }

        protected override void Relay()
        {
            foreach (var (id, letter) in Letters.Rows.Where(row => _mine.Contains(row.Key)))
            {
                Publish(letter);
                Letters.Delete(id);
            }
        }
    }
}
