using ChaosMutants.Programs;

namespace ChaosMutants.Mutants;

internal static class ReadProcessWriteMutants
{
    [Mutant("EOS without SendOffsets", "never sends its offsets to the transaction", Takes.Kill, "exactly-once", "final-commit-exact")]
    private sealed class SendsNoOffsets(ProcessContext context) : ReadProcessWrite(context)
    {
        protected override void SendOffsets(Consumer consumer, Order order)
        {
        }
    }

    [Mutant("offsets sent after commit", "commits its offsets by itself when the transaction is over", Takes.Kill, "exactly-once", "offsets-outside-transaction")]
    private sealed class CommitsItsOffsetsAfterwards(ProcessContext context) : ReadProcessWrite(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            Producer.BeginTransaction();
            Write(order);
            Producer.CommitTransaction(Patience);
            consumer.Commit(order);
        }
    }

    [Mutant("commit before process", "commits its offsets by itself before the transaction ends", Takes.Kill, "at-least-once", "offsets-outside-transaction")]
    private sealed class CommitsItsOffsetsBefore(ProcessContext context) : ReadProcessWrite(context)
    {
        protected override void SendOffsets(Consumer consumer, Order order) => consumer.Commit(order);
    }

    [Mutant("abort without rewind", "reads on after a transaction that was aborted", Takes.TransactionFailure, "at-least-once", "progress", "missing-rewind")]
    private sealed class ReadsOnAfterAnAbort(ProcessContext context) : ReadProcessWrite(context)
    {
        protected override void Rewind(Consumer consumer, Order order)
        {
        }
    }

    [Mutant("abort without rewind", "aborts when the handler fails, and reads on", Takes.HandlerFailure, "at-least-once", "progress", "missing-rewind")]
    private sealed class AbortsAndReadsOn(ProcessContext context) : ReadProcessWrite(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            try
            {
                base.Turn(consumer, order);
            }
            catch (InjectedFailureException)
            {
                Producer.AbortTransaction(Patience);
            }
        }
    }

    [Mutant("swallow + commit", "swallows what the handler throws and commits the transaction", Takes.HandlerFailure, "at-least-once")]
    private sealed class CommitsWithoutTheInvoice(ProcessContext context) : ReadProcessWrite(context)
    {
        protected override void Write(Order order)
        {
            try
            {
                base.Write(order);
            }
            catch (InjectedFailureException failure)
            {
                Console.Error.WriteLine($"Order {order.Message.Key} failed: {failure.Message}");
            }
        }
    }

    [Mutant("commit o", "sends the offset of the order instead of the next one", Takes.Nothing, "final-commit-exact", "exactly-once")]
    private sealed class SendsItsOwnOffset(ProcessContext context) : ReadProcessWrite(context)
    {
        protected override void SendOffsets(Consumer consumer, Order order) =>
            Producer.SendOffsetsToTransaction([order.TopicPartitionOffset], consumer.ConsumerGroupMetadata, Patience);
    }

    [Mutant("auto-store left on", "leaves the client's auto-commit on", Takes.Nothing, "offsets-outside-transaction", "at-least-once")]
    private sealed class LeavesAutoCommitOn(ProcessContext context) : ReadProcessWrite(context)
    {
        protected override ConsumerConfig Config => new(base.Config) { EnableAutoCommit = true };
    }

    [Mutant("stale group metadata", "asks for the group's metadata once, and is refused after the next rebalance", Takes.Rebalance, "progress")]
    private sealed class KeepsTheMetadata(ProcessContext context) : ReadProcessWrite(context)
    {
        private IConsumerGroupMetadata? _metadata;

        protected override void SendOffsets(Consumer consumer, Order order) =>
            Producer.SendOffsetsToTransaction([After(order)], _metadata ??= consumer.ConsumerGroupMetadata, Patience);
    }

    [Mutant("transactional id shared", "gives every instance the same transactional id", Takes.Rebalance,
        "progress", "fenced-producer", "swallowed-error", "exactly-once")]
    private sealed class ShareTheTransactionalId(ProcessContext context) : ReadProcessWrite(context)
    {
        protected override ProducerConfig ProducerConfig => new(base.ProducerConfig) { TransactionalId = "billing" };

        protected override void Turn(Consumer consumer, Order order)
        {
            try
            {
                base.Turn(consumer, order);
            }
            catch (KafkaException fenced) when (fenced.Error.IsFatal)
            {
                // The other one will have done it.
            }
        }
    }
}
