using ChaosMutants.Programs;

namespace ChaosMutants.Mutants;

internal static class ManualAssignmentMutants
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(30);

    [Mutant("seek to wrong offset", "begins one behind the committed offset, as if that were the last order handled", Takes.Kill, "at-least-once", "progress")]
    private sealed class BeginsOneTooFar(ProcessContext context) : ManualAssignment(context)
    {
        protected override IEnumerable<TopicPartitionOffset> Start(Consumer consumer) =>
            consumer.Committed(Partitions, s_timeout)
                .Select(c => new TopicPartitionOffset(c.TopicPartition, c.Offset == Offset.Unset ? Offset.Beginning : c.Offset + 1));
    }

    [Mutant("commit ignored", "begins at the beginning, whatever is committed", Takes.Kill, "resume-point", "bounded-duplicates")]
    private sealed class BeginsAtTheBeginning(ProcessContext context) : ManualAssignment(context)
    {
        protected override IEnumerable<TopicPartitionOffset> Start(Consumer consumer) =>
            Partitions.Select(p => new TopicPartitionOffset(p, Offset.Beginning));
    }

    [Mutant("commit ignored", "begins at the end of what it finds after a restart", Takes.Kill, "at-least-once", "progress", "resume-point")]
    private sealed class BeginsAtTheEndAfterARestart(ProcessContext context) : ManualAssignment(context)
    {
        protected override IEnumerable<TopicPartitionOffset> Start(Consumer consumer) =>
            consumer.Committed(Partitions, s_timeout)
                .Select(c => new TopicPartitionOffset(c.TopicPartition, c.Offset == Offset.Unset ? Offset.Beginning : Offset.End));
    }

    [Mutant("partition forgotten", "assigns the first partition only", Takes.Nothing, "progress", "at-least-once")]
    private sealed class ForgetsAPartition(ProcessContext context) : ManualAssignment(context)
    {
        protected override IEnumerable<TopicPartitionOffset> Start(Consumer consumer) => base.Start(consumer).Take(1);
    }

    [Mutant("commit before process", "commits an order and then handles it", Takes.Kill, "at-least-once")]
    private sealed class CommitsFirst(ProcessContext context) : ManualAssignment(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            consumer.Commit(order);
            Handle(order);
        }
    }

    [Mutant("using assign where incremental is needed", "assigns the partition of a failed order again, and thereby that one alone", Takes.HandlerFailure,
        "progress")]
    private sealed class AssignsOnlyTheFailedPartition(ProcessContext context) : ManualAssignment(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            try
            {
                base.Turn(consumer, order);
            }
            catch (InjectedFailureException)
            {
                consumer.Assign(order.TopicPartitionOffset);
            }
        }
    }

    [Mutant("seek missing after failure", "reads on after an order that failed, and means to come back to it", Takes.HandlerFailure, "at-least-once", "progress")]
    private sealed class ReadsOnAfterAFailure(ProcessContext context) : ManualAssignment(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            try
            {
                base.Turn(consumer, order);
            }
            catch (InjectedFailureException)
            {
                // Nothing is committed, so it will come again.
            }
        }
    }

    [Mutant("commit of another partition", "commits the offset of one partition for the other one too", Takes.Nothing,
        "at-least-once", "commit-ahead", "final-commit-exact")]
    private sealed class CommitsForBoth(ProcessContext context) : ManualAssignment(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            Handle(order);
            consumer.Commit(Partitions.Select(p => new TopicPartitionOffset(p, order.Offset + 1)));
        }
    }
}
