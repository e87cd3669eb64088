using ChaosMutants.Programs;

namespace ChaosMutants.Mutants;

internal static class RetryTopicMutants
{
    [Mutant("DLQ publish not awaited", "commits the order while its copy is being sent", Takes.HandlerFailure, "at-least-once", "commit-ahead")]
    private sealed class DoesNotAwaitTheBroker(ProcessContext context) : RetryTopic(context)
    {
        protected override void Postpone(Order order) => Send(order);
    }

    [Mutant("retry topic not read", "does not subscribe to the topic that it publishes to", Takes.HandlerFailure, "at-least-once", "progress")]
    private sealed class DoesNotReadTheCopies(ProcessContext context) : RetryTopic(context)
    {
        protected override string[] Subscription => ["orders"];
    }

    [Mutant("publish error ignored", "goes on when the broker has refused the copy", Takes.ProduceFailure, "at-least-once")]
    private sealed class IgnoresThatPublishingFailed(ProcessContext context) : RetryTopic(context)
    {
        protected override ProducerConfig ProducerConfig => new(base.ProducerConfig) { MessageSendMaxRetries = 0 };

        protected override void Postpone(Order order)
        {
            try
            {
                base.Postpone(order);
            }
            catch (ProduceException<string, string> refused)
            {
                Console.Error.WriteLine(refused.Message);
            }
        }
    }

    [Mutant("swallow + commit", "postpones orders of the first topic only, and swallows a second failure", Takes.HandlerFailure, "at-least-once")]
    private sealed class GivesUpTheSecondTime(ProcessContext context) : RetryTopic(context)
    {
        protected override void Postpone(Order order)
        {
            if (order.Topic == "orders")
                base.Postpone(order);
        }
    }
}
