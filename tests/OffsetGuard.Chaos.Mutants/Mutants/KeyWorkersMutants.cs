using ChaosMutants.Programs;

namespace ChaosMutants.Mutants;

internal static class KeyWorkersMutants
{
    [Mutant("commit own offset in parallel", "commits each order when it is handled, whatever is unfinished below it", Takes.Kill, "at-least-once")]
    private sealed class CommitsEachOrder(ProcessContext context) : KeyWorkers(context)
    {
        protected override async Task CompleteAsync(Order order)
        {
            await base.CompleteAsync(order);
            Consumer.Commit(order);
        }

        protected override void CommitHandled()
        {
        }
    }

    [Mutant("commit highest", "commits behind the highest order that has ended", Takes.Kill, "at-least-once")]
    private sealed class CommitsTheHighest(ProcessContext context) : KeyWorkers(context)
    {
        protected override void CommitHandled()
        {
            foreach (var next in Tracker.TakeHighest())
                Consumer.Commit([next]);
        }
    }

    [Mutant("unawaited handler", "marks an order as ended when it has begun", Takes.Kill, "at-least-once")]
    private sealed class EndsBeforeItHandles(ProcessContext context) : KeyWorkers(context)
    {
        protected override async Task CompleteAsync(Order order)
        {
            Tracker.End(order);
            await HandleAsync(order);
        }
    }

    [Mutant("swallow + commit", "marks an order as ended in finally", Takes.HandlerFailure, "at-least-once")]
    private sealed class EndsInFinally(ProcessContext context) : KeyWorkers(context)
    {
        protected override async Task CompleteAsync(Order order)
        {
            try
            {
                await HandleAsync(order);
            }
            catch (InjectedFailureException failure)
            {
                Console.Error.WriteLine($"Order {order.Message.Key} failed: {failure.Message}");
            }
            finally
            {
                Tracker.End(order);
            }
        }
    }

    [Mutant("tracked too late", "tells the tracker of an order when it is done", Takes.Kill, "at-least-once")]
    private sealed class TracksTheDone(ProcessContext context) : KeyWorkers(context)
    {
        protected override void Dispatch(Order order) => Enqueue(order);

        protected override async Task CompleteAsync(Order order)
        {
            await HandleAsync(order);
            Tracker.Begin(order);
            Tracker.End(order);
        }
    }

    [Mutant("no drain on revoke", "clears the tracker on revoke while the lanes go on", Takes.Rebalance, "processed-after-revoked", "clean-hand-over", "unobserved-work")]
    private sealed class DoesNotWaitForItsLanes(ProcessContext context) : KeyWorkers(context)
    {
        protected override void Revoked()
        {
            CommitHandled();
            Tracker.Clear();
        }
    }

    [Mutant("unbounded concurrency per key", "spreads the orders of one key over the lanes", Takes.Nothing, "key-order")]
    private sealed class SpreadsAKeyOverLanes(ProcessContext context) : KeyWorkers(context)
    {
        protected override int LaneOf(Order order) => (int)((order.Offset / 2) + 1) % 2;
    }

    [Mutant("commit o", "commits the highest order that has ended instead of the next one", Takes.Nothing, "final-commit-exact", "at-least-once")]
    private sealed class CommitsTheOrderItself(ProcessContext context) : KeyWorkers(context)
    {
        protected override void CommitHandled()
        {
            foreach (var next in Tracker.TakeProgress())
                Consumer.Commit([new TopicPartitionOffset(next.TopicPartition, next.Offset - 1)]);
        }
    }

    [Mutant("missing commit on revoke", "does not commit what has ended when it leaves", Takes.Rebalance, "clean-hand-over", "final-commit-exact")]
    private sealed class DoesNotCommitOnRevoke(ProcessContext context) : KeyWorkers(context)
    {
        protected override void Revoked()
        {
            WaitForLanes();
            Tracker.Clear();
        }
    }

    [Mutant("unawaited handler", "forgets what is in work when its partitions are lost, and ends before that does", Takes.Zombie, "processed-after-revoked", "unobserved-work")]
    private sealed class ForgetsItsLanes(ProcessContext context) : KeyWorkers(context)
    {
        protected override void Lost() => Tracker.Clear();
    }

    [Mutant("unobserved failure", "lets a lane die quietly", Takes.HandlerFailure, "progress")]
    private sealed class LosesALane(ProcessContext context) : KeyWorkers(context)
    {
        private readonly TaskCompletionSource _never = new();

        protected override async Task CompleteAsync(Order order)
        {
            try
            {
                await base.CompleteAsync(order);
            }
            catch (InjectedFailureException)
            {
                await _never.Task;   // as a lane whose exception nobody observes
            }
        }
    }
}
