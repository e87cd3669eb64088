using ChaosMutants.Programs;

namespace ChaosMutants.Mutants;

internal static class DeadLettersMutants
{
    [Mutant("DLQ publish not awaited", "commits while the dead letter is being sent", Takes.Kill, "at-least-once")]
    private sealed class DoesNotAwaitTheBroker(ProcessContext context) : DeadLetters(context)
    {
        protected override void Bury(Order order) => Send(order);
    }

    [Mutant("DLQ then no commit", "publishes a dead letter and does not commit it", Takes.Nothing, "final-commit-exact")]
    private sealed class DoesNotCommitDeadLetters(ProcessContext context) : DeadLetters(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            try
            {
                Bill(order);
                consumer.Commit(order);
            }
            catch (FormatException)
            {
                Bury(order);
            }
        }
    }

    [Mutant("swallow + commit", "commits what it cannot read, and publishes nothing", Takes.Nothing, "at-least-once")]
    private sealed class PublishesNothing(ProcessContext context) : DeadLetters(context)
    {
        protected override void Bury(Order order) => Console.Error.WriteLine($"Order {order.Message.Key} cannot be read.");
    }

    [Mutant("commit before process", "commits an order and then looks whether it can be read", Takes.Kill, "at-least-once")]
    private sealed class CommitsFirst(ProcessContext context) : DeadLetters(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            consumer.Commit(order);
            Handle(order);
        }
    }

    [Mutant("publish error ignored", "commits a dead letter that the broker has refused", Takes.ProduceFailure, "at-least-once")]
    private sealed class IgnoresThatPublishingFailed(ProcessContext context) : DeadLetters(context)
    {
        protected override ProducerConfig ProducerConfig => new(base.ProducerConfig) { MessageSendMaxRetries = 0 };

        protected override void Bury(Order order)
        {
            try
            {
                base.Bury(order);
            }
            catch (ProduceException<string, string> refused)
            {
                Console.Error.WriteLine(refused.Message);
            }
        }
    }

    [Mutant("handler ends the loop", "stops reading at an order that cannot be read", Takes.Nothing, "progress")]
    private sealed class StopsAtTheFirst(ProcessContext context) : DeadLetters(context)
    {
        protected override void Run()
        {
            try
            {
                base.Run();
            }
            catch (InvalidOperationException failure)
            {
                Console.Error.WriteLine(failure.Message);
            }
        }

        protected override void Bury(Order order) => throw new InvalidOperationException($"Order {order.Message.Key} is dead.");
    }
}
