using ChaosMutants.Programs;

namespace ChaosMutants.Mutants;

internal static class SyncLoopMutants
{
    [Mutant("commit before process", "commits an order and then handles it", Takes.Kill, "at-least-once")]
    private sealed class CommitsFirst(ProcessContext context) : SyncLoop(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            consumer.Commit(order);
            Handle(order);
        }
    }

    [Mutant("commit o", "commits the offset of the order instead of the next one", Takes.Nothing, "final-commit-exact")]
    private sealed class CommitsItsOwnOffset(ProcessContext context) : SyncLoop(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            Handle(order);
            consumer.Commit([order.TopicPartitionOffset]);
        }
    }

    [Mutant("commit o+2", "adds one to a position that is the next offset already", Takes.Kill, "at-least-once")]
    private sealed class CommitsOneTooFar(ProcessContext context) : SyncLoop(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            Handle(order);
            consumer.Commit([new TopicPartitionOffset(order.TopicPartition, consumer.Position(order.TopicPartition) + 1)]);
        }
    }

    [Mutant("swallow + commit", "swallows whatever the handler throws and commits", Takes.HandlerFailure, "at-least-once")]
    private sealed class SwallowsAndCommits(ProcessContext context) : SyncLoop(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            try
            {
                Handle(order);
            }
            catch (Exception failure)
            {
                Console.Error.WriteLine($"Order {order.Message.Key} failed: {failure.Message}");
            }

            consumer.Commit(order);
        }
    }

    [Mutant("log and skip", "logs a failure and goes on, so that the next commit passes the order", Takes.HandlerFailure, "at-least-once", "progress")]
    private sealed class LogsAndSkips(ProcessContext context) : SyncLoop(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            try
            {
                Handle(order);
                consumer.Commit(order);
            }
            catch (InjectedFailureException failure)
            {
                Console.Error.WriteLine($"Order {order.Message.Key} failed: {failure.Message}");
            }
        }
    }

    [Mutant("commit in finally", "commits in finally, whether the handler has succeeded or not", Takes.HandlerFailure, "at-least-once")]
    private sealed class CommitsInFinally(ProcessContext context) : SyncLoop(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            try
            {
                Handle(order);
            }
            finally
            {
                consumer.Commit(order);
            }
        }
    }

    [Mutant("seek to wrong offset", "seeks behind an order that failed, as if it had been the one before", Takes.HandlerFailure, "at-least-once", "progress")]
    private sealed class SeeksBehindTheFailure(ProcessContext context) : SyncLoop(context)
    {
        protected override void Turn(Consumer consumer, Order order)
        {
            try
            {
                Handle(order);
                consumer.Commit(order);
            }
            catch (InjectedFailureException)
            {
                consumer.Seek(After(order));
            }
        }
    }

    [Mutant("missing commit", "never commits", Takes.Nothing, "final-commit-exact")]
    private sealed class NeverCommits(ProcessContext context) : SyncLoop(context)
    {
        protected override void Turn(Consumer consumer, Order order) => Handle(order);
    }

    [Mutant("auto-store left on", "leaves the client's auto-commit on beside its own commits", Takes.SlowHandlerAndKill, "at-least-once")]
    private sealed class CommitsBesideTheClient(ProcessContext context) : SyncLoop(context)
    {
        protected override ConsumerConfig Config => new(base.Config) { EnableAutoCommit = true };
    }

    [Mutant("infinite retry", "tries an order again until it succeeds, without a limit or a pause", Takes.HandlerFailure, "progress")]
    private sealed class RetriesForEver(ProcessContext context) : SyncLoop(context)
    {
        protected override void Handle(Order order)
        {
            while (true)
            {
                try
                {
                    base.Handle(order);
                    return;
                }
                catch (InjectedFailureException)
                {
                    // Once more.
                }
            }
        }
    }

    [Mutant("handler ends the loop", "leaves the loop on a failure and ends as if it had been asked to", Takes.HandlerFailure, "progress")]
    private sealed class EndsQuietly(ProcessContext context) : SyncLoop(context)
    {
        protected override void Run()
        {
            try
            {
                base.Run();
            }
            catch (InjectedFailureException failure)
            {
                Console.Error.WriteLine($"Stopped: {failure.Message}");
            }
        }
    }

    [Mutant("commit on stop", "commits in Close's place whatever it has read", Takes.Stop, "at-least-once", "commit-ahead")]
    private sealed class CommitsItsPositionWhenItLeaves(ProcessContext context) : SyncLoop(context)
    {
        private Order? _current;

        protected override void Turn(Consumer consumer, Order order)
        {
            _current = order;
            Stopping.ThrowIfCancellationRequested();
            base.Turn(consumer, order);
        }

        protected override void Leave(Consumer consumer)
        {
            if (_current is not null)
                consumer.Commit(_current);
            base.Leave(consumer);
        }
    }
}
