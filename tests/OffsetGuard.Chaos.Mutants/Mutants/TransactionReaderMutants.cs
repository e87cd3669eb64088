using ChaosMutants.Programs;

namespace ChaosMutants.Mutants;

internal static class TransactionReaderMutants
{
    [Mutant("read_uncommitted downstream", "reads what is not committed", Takes.Nothing, "aborted-read", "precommitted-read")]
    private sealed class ReadsUncommitted(ProcessContext context) : TransactionReader(context)
    {
        protected override ConsumerConfig Config => new(base.Config) { IsolationLevel = IsolationLevel.ReadUncommitted };
    }

    [Mutant("swallow + commit", "takes the number of records for the next offset, where markers have offsets too", Takes.Nothing,
        "final-commit-exact", "at-least-once", "commit-ahead")]
    private sealed class CountsRecords(ProcessContext context) : TransactionReader(context)
    {
        private int _count;

        protected override void Turn(Consumer consumer, Order order)
        {
            Handle(order);
            consumer.Commit([new TopicPartitionOffset(order.TopicPartition, ++_count)]);
        }
    }
}
