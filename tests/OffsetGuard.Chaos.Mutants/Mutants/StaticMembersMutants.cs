using ChaosMutants.Programs;

namespace ChaosMutants.Mutants;

internal static class StaticMembersMutants
{
    [Mutant("instance id shared", "gives both instances the same identity, so that each throws the other one out", Takes.Nothing,
        "progress", "gratuitous-duplicates", "fatal-error-swallowed", "rebalance-storm")]
    private sealed class ShareTheIdentity(ProcessContext context) : StaticMembers(context)
    {
        protected override ConsumerConfig Config => new(base.Config) { GroupInstanceId = "billing" };
    }

    [Mutant("retry on fenced", "shares an identity and reads on when it was thrown out", Takes.Nothing, "progress", "swallowed-error", "processed-after-revoked", "rebalance-storm")]
    private sealed class IgnoresThatItIsFenced(ProcessContext context) : StaticMembers(context)
    {
        protected override ConsumerConfig Config => new(base.Config) { GroupInstanceId = "billing" };

        protected override void Turn(Consumer consumer, Order order)
        {
            try
            {
                base.Turn(consumer, order);
            }
            catch (KafkaException)
            {
                // Another one will do it.
            }
        }
    }

    [Mutant("commit before process", "commits an order and then handles it", Takes.Kill, "at-least-once")]
    private sealed class CommitsFirst(ProcessContext context) : StaticMembers(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            consumer.Commit(order);
            Handle(order);
        }
    }

    [Mutant("static state surviving restart", "remembers on which instance an order was handled, and leaves it to that one for ever", Takes.Kill, "progress")]
    private sealed class LeavesOrdersToOthers(ProcessContext context) : StaticMembers(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            if (Context.IncarnationNumber == 1 || order.Partition.Value == 0)
                base.Turn(consumer, order);
        }
    }
}
